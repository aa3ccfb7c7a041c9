// The workspace is what design.md's "Folders of a workspace" lists, each file as it is in the template.
def resources = new File(basedir, '../../../../src/main/resources/archetype-resources')
File projectDir = context.projectDir
def expected = [
    '.gitignore', '.workspace', 'README.md', 'data/.gitignore', 'data/.gitkeep', 'data/iris.csv', 'logs/.gitkeep',
    'plan/cols.yaml', 'plan/data.yaml', 'plan/plan.yaml', 'pom.xml', 'requirements.txt', 'save/.gitkeep',
    'src/__init__.py', 'src/aggregator.py', 'src/dataloader.py', 'src/taskrunner.py',
]
def found = []
projectDir.eachFileRecurse { if (it.file && it.name != 'build.log') found << projectDir.toPath().relativize(it.toPath()).toString() }
assert found.sort() == expected

['data/iris.csv', 'requirements.txt', 'src/dataloader.py', 'src/taskrunner.py'].each {
    assert new File(projectDir, it).bytes == new File(resources, "openfl-workspace-templates/numpy/$it").bytes
}
def pom = new groovy.xml.XmlSlurper().parse(new File(projectDir, 'pom.xml'))
assert pom.packaging == 'openfl-workspace'
assert pom.groupId == 'org.example' && pom.artifactId == 'my-numpy' && pom.version == '1.0.0-SNAPSHOT'
assert pom.build.plugins.plugin.extensions == 'true'
assert !new File(projectDir, 'pom.xml').text.contains('@')
assert new File(projectDir, 'plan/plan.yaml').text.contains('save/my-numpy_init.pbuf')
assert new File(projectDir, 'README.md').text.startsWith('# my-numpy\n\nLearns to tell')
