package dev.quayside.engine.kubernetes;

/**
 * What a call is about.
 *
 * @param namespace empty: something that is in no namespace, or all namespaces
 * @param name empty: all of them
 */
record ObjectRef(Kind kind, String namespace, String name) {
    static ObjectRef of(Kind kind, String namespace, String name) {
        return new ObjectRef(kind, namespace, name);
    }

    static ObjectRef namespace(String name) {
        return new ObjectRef(Kind.NAMESPACE, "", name);
    }

    static ObjectRef all(Kind kind, String namespace) {
        return new ObjectRef(kind, namespace, "");
    }

    /** The object that {@link #shortName} names so. */
    static ObjectRef parse(String namespace, String shortName) {
        var slash = shortName.indexOf('/');
        return of(Kind.of(shortName.substring(0, slash)), namespace, shortName.substring(slash + 1));
    }

    /** As the command lines of this field write it: {@code deployment/web}. */
    String shortName() {
        return kind.words() + "/" + name;
    }

    /** The path of the object itself. */
    String path() {
        return collection() + "/" + Call.segment(kind.words(), name);
    }

    /** The path of all of its kind beside it. */
    String collection() {
        return kind.path(namespace);
    }

    /** As a sentence names it: {@code deployment 'web' in namespace 'shop'}. */
    @Override
    public String toString() {
        var what = name.isEmpty() ? kind.words() + "s" : kind.words() + " '" + name + "'";
        return namespace.isEmpty() ? what : what + " in namespace '" + namespace + "'";
    }
}
