import java.lang.management.ManagementFactory
import java.nio.file.Files
import java.nio.file.Path

// Assembles the workspace from the files common to all templates (common), those common to all templates of one framework
// (torch, for torch_cnn_histology), those of the chosen template and those of a CI service (ci/github); a later file replaces an
// earlier one with the same name, except in parts/, where it is added to the earlier one.
// Maven has copied every template into openfl-workspace-templates/. This script runs after all properties are set, also in
// batch mode, in which the descriptor's patterns are not checked: so it checks the names here.
//
// A template is a directory with parts/about.md; to add one, add a directory (CONTRIBUTING.md). The files in parts/ replace @FILE NAME@ in
// pom.xml, README.md and plan/plan.yaml: about.md, aggregator.yaml, ci.md, experiment.yaml, properties.xml, synthetic.md, and each value of
// values.properties replaces @KEY@. Its framework is the value of that name, by which templates are listed.

Path outputFolder = Path.of(request.outputDirectory).toAbsolutePath().normalize()
Path workspace = outputFolder.resolve(request.artifactId).normalize()
Path templates = workspace.resolve('openfl-workspace-templates')
String name = request.artifactId
String template = request.properties.getProperty('template')
String ci = request.properties.getProperty('ci')
String synthetic = request.properties.getProperty('synthetic')

def deleteTree = { Path folder ->
    Files.walk(folder).withCloseable { paths -> paths.sorted(Comparator.reverseOrder()).each { Files.delete(it) } }
}

def isEmpty = { Path folder -> Files.list(folder).withCloseable { !it.findAny().isPresent() } }

// Removes what Maven created in this run and nothing else: the templates, the POM (Maven refuses a directory with a POM
// before it writes anything), the directories that are then empty, and the line in a parent POM. An empty directory that
// existed before is removed too, because the script cannot tell the difference.
def takeBack = {
    deleteTree(templates)
    Files.deleteIfExists(workspace.resolve('pom.xml'))
    for (Path folder = workspace; folder != outputFolder && isEmpty(folder); folder = folder.parent) {
        Files.delete(folder)
        if (folder.parent == null || !folder.parent.startsWith(outputFolder)) {
            break
        }
    }
    // Maven writes a parent POM before it runs this script, unless the POM had the module already.
    Path parentPom = outputFolder.resolve('pom.xml')
    if (Files.exists(parentPom) && !Files.exists(workspace) &&
        Files.getLastModifiedTime(parentPom).toMillis() > ManagementFactory.runtimeMXBean.startTime) {
        String before = Files.readString(parentPom)
        String after = before.replaceFirst('\\s*<module>' + java.util.regex.Pattern.quote(name) + '</module>', '')
            .replaceFirst('\\s*<modules>\\s*</modules>', '')
        if (after != before) {
            Files.writeString(parentPom, after)
        }
    }
}

def refuse = { String message ->
    takeBack()
    throw new IllegalArgumentException(message)
}

// The name has to be valid for both: Docker's repository names are lower case with single separators, and OpenFL cuts the
// name of a workspace's archive at its first dot.
if (!(name ==~ /[a-z0-9]+([_-][a-z0-9]+)*/)) {
    refuse("artifactId '$name' cannot name a Docker image and an OpenFL workspace. " +
        'Allowed: lower case letters, digits, and single - or _ between them, for example my-experiment.')
}
Map<String, List<String>> known = [:] as TreeMap
Files.list(templates).withCloseable { it.toList() }.findAll { Files.exists(it.resolve('parts/about.md')) }.sort().each { folder ->
    Properties values = new Properties()
    Files.newBufferedReader(folder.resolve('parts/values.properties')).withCloseable { values.load(it) }
    known.computeIfAbsent(values.getProperty('framework')) { [] } << folder.fileName.toString()
}
if (!known.values().flatten().contains(template)) {
    String list = known.collect { framework, names -> "    ${framework.padRight(12)} ${names.join(', ')}" }.join('\n')
    refuse("There is no template '$template'. Choose one with -Dtemplate=NAME:\n$list")
}
if (!(synthetic in ['true', 'false'])) {
    refuse("synthetic=$synthetic is neither true nor false. With -Dsynthetic=true the plan makes up data, to try the workspace.")
}
String marker = '#synthetic:'
if (synthetic == 'true' && !Files.readString(templates.resolve(template).resolve('parts/experiment.yaml')).contains(marker)) {
    refuse("The template '$template' makes up no data" +
        (template == 'empty' ? '; its README.md has a line that writes some.' : ': it needs no download.') +
        ' Omit -Dsynthetic.')
}
List<String> services = Files.list(templates.resolve('ci')).withCloseable { it.toList() }*.fileName*.toString().sort() + 'none'
if (!services.contains(ci)) {
    refuse("There is no CI service '$ci'. Choose -Dci=${services.init().join(', ')} or ${services.last()}.")
}

Map<Path, Path> files = [:] as TreeMap
Map<String, String> words = ['@properties.xml@': '', '@ci.md@': '', '@aggregator.yaml@': '']
['common', template.tokenize('_').first(), template, "ci/$ci".toString()].unique().collect { templates.resolve(it) }.findAll { Files.exists(it) }.each { root ->
    Files.walk(root).withCloseable { paths ->
        paths.filter { Files.isRegularFile(it) }.each { file ->
            Path relative = root.relativize(file)
            if (!relative.startsWith('parts')) {
                files[relative] = file
            } else if (file.fileName.toString() == 'values.properties') {
                Properties values = new Properties()
                Files.newBufferedReader(file).withCloseable { values.load(it) }
                values.each { key, value -> words["@$key@".toString()] = value }
            } else {
                String part = "@${file.fileName}@"
                words[part] = [words[part], Files.readString(file).stripTrailing()].findAll().join('\n')
            }
        }
    }
}
words['@artifactId@'] = name
if (synthetic == 'true') {
    words['@synthetic.md@'] += '\n'
    words['@experiment.yaml@'] = words['@experiment.yaml@'].replace(marker, 'synthetic:')
} else {
    words['@synthetic.md@'] = ''
}
def taken = (files.keySet() + Path.of('src/__init__.py')).findAll { Files.exists(workspace.resolve(it)) }
if (taken && Files.exists(workspace.resolve('plan/plan.yaml'))) {
    refuse("$workspace is a workspace already. To make a project of it, run in it: " +
        'mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:' + request.archetypeVersion + ':adopt')
}
if (taken) {
    refuse("$workspace already holds ${taken.join(', ')}. Choose another artifactId or an empty directory.")
}

files.each { relative, source ->
    Path target = workspace.resolve(relative)
    Files.createDirectories(target.parent)
    Files.move(source, target)
}
// Files in a jar have no mode.
workspace.resolve('mvnw').toFile().setExecutable(true, false)
// In the POM, lines of a template stand in a comment until now: next to a parent, Maven reads the POM before this script does.
['pom.xml', 'README.md', 'plan/plan.yaml'].collect { workspace.resolve(it) }.each { target ->
    String placed = Files.readString(target).replaceFirst(' *<!--(@properties.xml@)-->', '$1')
    Files.writeString(target, words.inject(placed) { text, word, value ->
        text.replace(value ? word : word + '\n', value)
    })
}
// This file is not among the templates' files, because Maven would warn of a property called init.
Files.createFile(workspace.resolve('src/__init__.py'))
deleteTree(templates)
println "[INFO] Workspace of template $template: $workspace. Continue with its README.md."
