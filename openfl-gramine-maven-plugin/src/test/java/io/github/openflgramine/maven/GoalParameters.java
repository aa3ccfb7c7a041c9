package io.github.openflgramine.maven;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;

/** The parameters of goals that users can set by a property. */
public final class GoalParameters {

    private GoalParameters() {}

    /** Returns a goal's defaults by property. */
    public static Map<String, Optional<String>> defaults(String goal) throws Exception {
        MojoDescriptor mojo = Descriptor.read().getMojo(goal);
        Map<String, Optional<String>> defaults = new TreeMap<>();
        for (Parameter parameter : mojo.getParameters()) {
            String expression =
                    mojo.getMojoConfiguration().getChild(parameter.getName()).getValue("");
            if (expression.matches("\\$\\{(gramine|openfl)\\.\\w+}")) {
                defaults.put(
                        expression.substring(2, expression.length() - 1),
                        Optional.ofNullable(mojo.getMojoConfiguration()
                                .getChild(parameter.getName())
                                .getAttribute("default-value")));
            }
        }
        return defaults;
    }
}
