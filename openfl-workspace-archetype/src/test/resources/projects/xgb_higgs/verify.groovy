own = ['src/dataloader.py', 'src/synthetic.py', 'src/taskrunner.py']
lines = [plan: 'asks again\n    use_delta_updates: false ', readme: 'Learns to tell collisions']
def properties = evaluate(new File(basedir, '../workspace.groovy'))
assert properties.'gramine.enclaveSize' == '8G'
assert new File(context.projectDir, 'plan/plan.yaml').text.contains('rounds_to_train: 20\n')
