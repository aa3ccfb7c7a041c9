package io.github.openflgramine.maven;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.component.configurator.ConfigurationListener;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Sets a goal's parameters, including the fields of its {@link ParameterGroup}s. The descriptor names this class for
 * all goals.
 */
public final class GroupedParametersConfigurator extends BasicComponentConfigurator {

    @Override
    public void configureComponent(
            Object component,
            PlexusConfiguration configuration,
            ExpressionEvaluator evaluator,
            ClassRealm realm,
            ConfigurationListener listener)
            throws ComponentConfigurationException {
        Set<String> grouped = new HashSet<>();
        for (Field field : fields(component.getClass())) {
            if (ParameterGroup.class.isAssignableFrom(field.getType())) {
                Set<String> names = names(field.getType());
                configureComponent(
                        create(component, field), part(configuration, names, true), evaluator, realm, listener);
                grouped.addAll(names);
            }
        }
        super.configureComponent(component, part(configuration, grouped, false), evaluator, realm, listener);
    }

    private static Object create(Object component, Field field) throws ComponentConfigurationException {
        try {
            Constructor<?> constructor = field.getType().getDeclaredConstructor();
            constructor.setAccessible(true);
            Object group = constructor.newInstance();
            field.setAccessible(true);
            field.set(component, group);
            return group;
        } catch (ReflectiveOperationException e) {
            throw new ComponentConfigurationException("Cannot create " + field, e);
        }
    }

    /** Returns the elements whose names are in the set, or all others. */
    private static PlexusConfiguration part(PlexusConfiguration configuration, Set<String> names, boolean among) {
        PlexusConfiguration part = new DefaultPlexusConfiguration(configuration.getName());
        for (PlexusConfiguration element : configuration.getChildren()) {
            if (names.contains(element.getName()) == among) {
                part.addChild(element);
            }
        }
        return part;
    }

    private static Set<String> names(Class<?> group) {
        Set<String> names = new HashSet<>();
        for (Field field : fields(group)) {
            if (ParameterGroup.class.isAssignableFrom(field.getType())) {
                names.addAll(names(field.getType()));
            } else {
                names.add(field.getName());
            }
        }
        return names;
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            fields.addAll(List.of(each.getDeclaredFields()));
        }
        return fields;
    }
}
