// What is the same for every template, evaluated by each project's verify.groovy; gives the POM's properties.
//   own     the files that not every workspace has
//   lines   one of the plan, and the README's first
def settings = new Properties()
new File(basedir, 'archetype.properties').withReader { settings.load(it) }
String template = settings.getProperty('template', 'numpy')
String ci = settings.getProperty('ci', 'none')
def layers = ['common', template.tokenize('_').first(), template, "ci/$ci"]
File templates = new File(basedir, '../../../../src/main/resources/archetype-resources/openfl-workspace-templates')
File projectDir = context.projectDir
String name = projectDir.name

// The workspace has what its README.md lists, each file as it is in the template: no $, # or \ of
// Python's or YAML's was taken for one of Velocity's.
def found = []
projectDir.eachFileRecurse { if (it.file && it.name != 'build.log') found << projectDir.toPath().relativize(it.toPath()).toString() }
def everywhere = [
    '.gitignore', '.mvn/jvm.config', '.workspace', 'README.md', 'data/.gitkeep', 'logs/.gitkeep', 'plan/cols.yaml', 'plan/data.yaml',
    'plan/plan.yaml', 'pom.xml', 'requirements.txt', 'save/.gitkeep', 'src/__init__.py',
]
def wrapper = ['.mvn/wrapper/maven-wrapper.properties', 'mvnw', 'mvnw.cmd']
assert found.sort() == (everywhere + wrapper + own).sort()
def assembled = ['README.md', 'plan/plan.yaml', 'pom.xml', 'src/__init__.py']
(found - assembled - wrapper).each { file ->
    def source = layers.collect { new File(templates, "$it/$file") }.findAll { it.exists() }.last()
    assert new File(projectDir, file).bytes == source.bytes
}

wrapper.each { file -> assert new File(projectDir, file).bytes == new File(basedir, "../../../../../$file").bytes }
assert new File(projectDir, 'mvnw').canExecute()

// The parts are in their places, character by character.
String plan = new File(projectDir, 'plan/plan.yaml').getText('UTF-8')
boolean synthetic = settings.getProperty('synthetic') == 'true'
String experiment = new File(templates, "$template/parts/experiment.yaml").getText('UTF-8')
assert plan.contains(synthetic ? experiment.replace('#synthetic:', 'synthetic:') : experiment)
assert !(plan =~ /(?m)^ *synthetic:/) == !synthetic
assert plan.contains("init_state_path: save/${name}_init.pbuf")
assert plan.contains(lines.plan)
String readme = new File(projectDir, 'README.md').getText('UTF-8')
assert readme.startsWith("# $name\n\n${synthetic ? '**The data of this workspace are made up.**' : lines.readme}")
assert readme.contains(lines.readme)
assert readme.contains(new File(templates, "$template/parts/about.md").getText('UTF-8'))
if (ci != 'none') {
    assert readme.contains(new File(templates, "ci/$ci/parts/ci.md").getText('UTF-8'))
}

def pom = new groovy.xml.XmlSlurper().parse(new File(projectDir, 'pom.xml'))
assert pom.packaging == 'openfl-workspace'
assert pom.groupId == 'org.example' && pom.artifactId == name && pom.version == '1.0.0-SNAPSHOT'
assert pom.build.plugins.plugin.extensions == 'true'
assert pom.properties.'gramine.disallowSubprocesses' == 'true'
assembled.each { assert !(new File(projectDir, it).text =~ /@[A-Za-z.]+@/) }
return pom.properties
