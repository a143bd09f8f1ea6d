package dev.quayside.app.cli.invocation;

import java.lang.reflect.Proxy;

/**
 * The signals of this process, through {@code sun.misc.Signal}.
 *
 * <p>The JDK has no other way to hear of them. It is reached by reflection, because the compiler's warning about the class
 * cannot be switched off; every JDK since 9 has it in the module {@code jdk.unsupported}. Where it is missing or the system
 * does not have the signal, nothing is handled and the signal does what it does by itself.
 */
public final class SystemSignals implements Signals {
    @Override
    public Handling handle(Signal signal, Runnable handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object number = signalType.getConstructor(String.class).newInstance(signal.systemName());
            var handle = signalType.getMethod("handle", signalType, handlerType);
            Object before = handle.invoke(null, number, proxy(handlerType, handler));
            return () -> {
                try {
                    handle.invoke(null, number, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the handler of " + signal + " was set before", e);
                }
            };
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return () -> {};
        }
    }

    private static Object proxy(Class<?> handlerType, Runnable handler) {
        return Proxy.newProxyInstance(
                handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "handle" -> {
                            handler.run();
                            yield null;
                        }
                        // The rest is what every object has.
                        case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "handler of a signal";
                    };
                });
    }
}
