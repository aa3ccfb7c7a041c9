own = ['.github/workflows/image.yml', 'data/.gitignore', 'data/iris.csv', 'src/dataloader.py', 'src/taskrunner.py']
lines = [plan: 'rounds_to_train: 3\n', readme: 'Learns to tell three species']
def properties = evaluate(new File(basedir, '../workspace.groovy'))
assert properties.'gramine.enclaveSize' == '4G'
assert properties.'openfl.constraints'.isEmpty()
