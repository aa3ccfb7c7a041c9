File projectDir = context.projectDir
def expected = [
    '.gitignore', '.workspace', 'README.md', 'data/.gitkeep', 'logs/.gitkeep', 'plan/cols.yaml', 'plan/data.yaml',
    'plan/plan.yaml', 'pom.xml', 'requirements.txt', 'save/.gitkeep', 'src/__init__.py', 'src/aggregator.py',
]
def found = []
projectDir.eachFileRecurse { if (it.file && it.name != 'build.log') found << projectDir.toPath().relativize(it.toPath()).toString() }
assert found.sort() == expected
assert new File(projectDir, 'plan/plan.yaml').text.contains('TO FILL IN')
assert !new File(projectDir, 'README.md').text.contains('@')
