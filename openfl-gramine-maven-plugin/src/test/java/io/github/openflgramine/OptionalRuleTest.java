package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Optional is a return type and a record component, and nothing else (docs/adr/0025). */
@AnalyzeClasses(packagesOf = GraminizeException.class, importOptions = ImportOption.DoNotIncludeTests.class)
final class OptionalRuleTest {

    @ArchTest
    static void no_method_and_no_constructor_but_a_records_takes_an_optional(JavaClasses classes) {
        assertThat(classes.stream()
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(unit -> written(unit) && !isCanonical(unit))
                        .filter(unit -> unit.getRawParameterTypes().stream().anyMatch(OptionalRuleTest::isOptional))
                        .map(JavaMember::getFullName)
                        .sorted())
                .isEmpty();
    }

    @ArchTest
    static void no_field_but_a_records_component_is_an_optional(JavaClasses classes) {
        assertThat(classes.stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> written(field) && !isComponent(field))
                        .filter(field -> isOptional(field.getRawType()))
                        .map(JavaMember::getFullName)
                        .sorted())
                .isEmpty();
    }

    private static boolean isOptional(JavaClass type) {
        return Stream.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class)
                .anyMatch(type::isEquivalentTo);
    }

    /** Lambdas, captured variables and bridges are the compiler's. */
    private static boolean written(JavaMember member) {
        return !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isCanonical(JavaCodeUnit unit) {
        return unit.isConstructor()
                && unit.getOwner().isRecord()
                && Stream.of(unit.getOwner().reflect().getRecordComponents())
                        .map(component -> component.getType().getName())
                        .toList()
                        .equals(unit.getRawParameterTypes().stream()
                                .map(JavaClass::getName)
                                .toList());
    }

    private static boolean isComponent(JavaField field) {
        return field.getOwner().isRecord() && !field.getModifiers().contains(JavaModifier.STATIC);
    }
}
