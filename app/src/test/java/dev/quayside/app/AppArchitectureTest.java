package dev.quayside.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.quayside.Quayside;
import dev.quayside.error.QuaysideException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The program is a user of the library like any other: it uses the façade and the types that the façade shows, nothing behind it. */
class AppArchitectureTest {
    private static final String ROOT = "dev.quayside";
    private static final String APP = ROOT + ".app";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final JavaClasses APP_ONLY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(APP);

    @Test
    void theProgramUsesOnlyTheFacadeAndTheTypesItShows() {
        Set<String> shown = shownBy(ALL.get(Quayside.class), ALL.get(QuaysideException.class));
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "types of the library that the façade does not show",
                        type -> type.getPackageName().startsWith(ROOT)
                                && !type.getPackageName().startsWith(APP)
                                && !isShown(type, shown)))
                .because("what a program needs must be reachable from Quayside; add it there instead")
                .check(APP_ONLY);
    }

    @Test
    void theProgramKnowsNeitherConnectionsNorJsonOfEngines() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".engine.http..", ROOT + ".json..", ROOT + ".engine.memory..")
                .check(APP_ONLY);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(APP + ".(**)").should().beFreeOfCycles().check(APP_ONLY);
    }

    @Test
    void onlyMainTouchesTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .because("tests bring their own surroundings")
                .check(APP_ONLY);
    }

    @Test
    void theParserStaysOutOfViewsAndWriters() {
        classes()
                .that()
                .resideInAnyPackage(APP + ".cli.output..", APP + ".cli.view..", APP + ".cli.progress..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "are not the parser's", type -> !type.getPackageName().startsWith("picocli")))
                .check(APP_ONLY);
    }

    /** Everything in the public signatures of a type, and in those of what these name, and so on. */
    private static Set<String> shownBy(JavaClass... start) {
        Set<String> shown = new LinkedHashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            JavaClass type = open.pop();
            if (type.getPackageName().startsWith(ROOT) && shown.add(type.getName())) {
                type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .forEach(unit -> add(unit, open));
                type.getFields().stream()
                        .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
                        .forEach(field -> add(field.getType(), open));
                open.addAll(type.getSubclasses());
                type.getInterfaces().forEach(parent -> add(parent, open));
            }
        }
        return shown;
    }

    private static void add(JavaCodeUnit unit, Deque<JavaClass> open) {
        add(unit.getReturnType(), open);
        unit.getParameterTypes().forEach(parameter -> add(parameter, open));
    }

    private static void add(JavaType type, Deque<JavaClass> open) {
        type.getAllInvolvedRawTypes().forEach(raw -> open.add(raw.getBaseComponentType()));
    }

    /** Shown, or made by a shown type: a record's nested types, and what only has constants and factories for shown types. */
    private static boolean isShown(JavaClass type, Set<String> shown) {
        JavaClass element = type.getBaseComponentType();
        return shown.contains(element.getName())
                || element.getEnclosingClass()
                        .filter(outer -> isShown(outer, shown))
                        .isPresent();
    }
}
