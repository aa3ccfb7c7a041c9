package io.github.openflgramine.plugintools;

import com.thoughtworks.qdox.JavaProjectBuilder;
import com.thoughtworks.qdox.model.JavaClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.plugin.descriptor.InvalidPluginDescriptorException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.tools.plugin.PluginToolsRequest;
import org.apache.maven.tools.plugin.extractor.ExtractionException;
import org.apache.maven.tools.plugin.extractor.annotations.JavaAnnotationsMojoDescriptorExtractor;
import org.apache.maven.tools.plugin.extractor.annotations.datamodel.ParameterAnnotationContent;
import org.apache.maven.tools.plugin.extractor.annotations.scanner.MojoAnnotatedClass;
import org.apache.maven.tools.plugin.javadoc.JavadocLinkGenerator;

/**
 * Reads Mojos like maven-plugin-plugin's own extractor, and also the beans in which parameters are declared that several goals
 * share. A Mojo has such a bean in a field with {@code @Parameter}; the bean's class has fields with {@code @Parameter}, too. The
 * descriptor lists the bean's parameters as the Mojo's own, and names the configurator that sets them.
 */
@Named(GroupedParametersExtractor.NAME)
@Singleton
public final class GroupedParametersExtractor extends JavaAnnotationsMojoDescriptorExtractor {

    static final String NAME = "grouped-parameters";

    private static final String CONFIGURATOR = "grouped-parameters";

    private boolean described;

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public List<MojoDescriptor> execute(PluginToolsRequest request)
            throws ExtractionException, InvalidPluginDescriptorException {
        described = false;
        List<MojoDescriptor> goals = super.execute(request);
        goals.forEach(goal -> goal.setComponentConfigurator(CONFIGURATOR));
        return goals;
    }

    /** Until it ends, parameters belong to the class that declares them, whose Javadoc describes them. */
    @Override
    protected void populateDataFromJavadoc(
            JavaProjectBuilder sources,
            Map<String, MojoAnnotatedClass> classes,
            Map<String, JavaClass> sourcesByClass,
            JavadocLinkGenerator links) {
        super.populateDataFromJavadoc(sources, classes, sourcesByClass, links);
        described = true;
    }

    @Override
    protected Map<String, ParameterAnnotationContent> getParametersParentHierarchy(
            MojoAnnotatedClass declaring, Map<String, MojoAnnotatedClass> classes) {
        Map<String, ParameterAnnotationContent> declared = super.getParametersParentHierarchy(declaring, classes);
        if (!described) {
            return declared;
        }
        Map<String, ParameterAnnotationContent> all = new HashMap<>();
        declared.forEach((name, parameter) -> {
            MojoAnnotatedClass type = classes.get(parameter.getClassName());
            // The scanner also knows the classes of dependencies, such as MavenSession; they have no parameters.
            Map<String, ParameterAnnotationContent> grouped =
                    type == null ? Map.of() : getParametersParentHierarchy(type, classes);
            if (grouped.isEmpty()) {
                all.put(name, parameter);
            } else {
                all.putAll(grouped);
            }
        });
        return all;
    }
}
