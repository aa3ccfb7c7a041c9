// The message for a refused name names the allowed values, templates by framework; no new file is left.
def log = new File(basedir, 'build.log').text
assert log.contains("artifactId 'My.Experiment' cannot name a Docker image and an OpenFL workspace. Allowed: lower case letters")
assert log.contains("artifactId '../outside' cannot name")
assert log.contains("There is no template 'torch'. Choose one with -Dtemplate=NAME:")
[
    'Keras        keras_cnn_mnist, keras_nlp', 'PyTorch      torch_cnn_histology, torch_cnn_mnist, torch_unet_kvasir', 'XGBoost      xgb_higgs',
    'numpy        numpy', 'scikit-learn sklearn', 'your own     empty',
].each { assert log.contains("[ERROR]     $it") }
assert log.contains("The template 'numpy' makes up no data: it needs no download. Omit -Dsynthetic.")
assert log.contains('synthetic=yes is neither true nor false.')
assert log.contains("There is no CI service 'jenkins'. Choose -Dci=github, gitlab or none.")
assert log =~ /taken already holds README.md. Choose another artifactId or an empty directory./
assert log =~ /workspace is a workspace already. To make a project of it, run in it: mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:\S+:adopt/
assert !log.contains('\tat ')

assert new File(basedir, 'my-experiment/src/taskrunner.py').file
assert basedir.list().findAll { !it.startsWith('.') && new File(basedir, it).directory }.sort() == ['my-experiment', 'taken', 'workspace']
assert !new File(basedir, '../outside').exists()
assert new File(basedir, 'taken').list() == ['README.md'] as String[]
assert new File(basedir, 'taken/README.md').text == "Somebody's notes\n"
assert new File(basedir, 'workspace').list() == ['plan'] as String[]
