import gzip

import numpy as np
import xgboost
from openfl.interface.aggregation_functions import FedBaggingXGBoost
from openfl.utilities import TensorKey, change_tags
from openfl_gramine.tensordb import IndexedTensorDB
from src.dataloader import HiggsDataLoader
from src.synthetic import make_collisions
from src.taskrunner import HiggsTaskRunner
from support import DataFolderTest

PARAMS = dict(objective="binary:logistic", eval_metric="logloss", base_score=0.5, tree_method="hist", max_depth=3, eta=0.3, nthread=1)


def loader(shard, **settings):
    given = dict(source={"name": "higgs"}, features=2, collaborator_count=1, validation_share=0.5)
    return HiggsDataLoader(shard, **{**given, **settings})


def rows(*lines):
    return gzip.compress("\n".join(lines).encode())


class HiggsDataLoaderTest(DataFolderTest):
    def test_collaborators_share_all_rows_and_none_has_another_s(self):
        self.put("higgs/HIGGS.csv.gz", rows(*(f"{n % 2}.000000000000000000e+00,{n}.0,{n * 2}" for n in range(10))))
        loaders = [loader(shard, collaborator_count=2, validation_share=0.2) for shard in ("1", "2")]
        self.assertEqual([(each.get_train_data_size(), each.get_valid_data_size()) for each in loaders], [(4, 1), (4, 1)])
        parts = [(each.X_train, each.y_train) for each in loaders] + [(each.X_valid, each.y_valid) for each in loaders]
        self.assertEqual(sorted(row[0] for numbers, _ in parts for row in numbers), list(range(10)))
        for numbers, classes in parts:
            self.assertTrue((numbers[:, 0] % 2 == classes).all())

    def test_tables_are_read_in_the_order_of_their_names_and_no_more_rows_than_the_plan_says(self):
        self.put("higgs/b.csv", b"0,3,3\n1,4,4\n")
        self.put("higgs/a.csv.gz", rows("0,1,1", "1,2,2"))
        for count, expected in ((None, [1, 2, 3, 4]), (3, [1, 2, 3]), (2, [1, 2]), (9, [1, 2, 3, 4])):
            self.assertEqual(loader(None).read(self.data / "higgs", count)[:, 1].tolist(), expected)

    def test_each_mistake_is_one_line(self):
        expected = ": expected a class, 0 or 1, and 2 numbers."
        for content, message in (
            (b"0,1,1\n1,1\n", "data/higgs/t.csv line 2" + expected),
            (b"0,1,1,1\n1,1,1,1\n", "data/higgs/t.csv line 1" + expected),
            (b"0,1,1\n\n1,x,1\n", "data/higgs/t.csv line 3" + expected),
            (b"0,1,1\n2,1,1\n", "data/higgs/t.csv line 2" + expected),
            (b"0,1,1\n1,nan,1\n", "data/higgs/t.csv line 2" + expected),
            (b"0,1,1\n1,1e99,1\n", "data/higgs/t.csv line 2" + expected),
            (b"class,a,b\n0,1,1\n", "data/higgs/t.csv line 1" + expected),
            (b"0,1,\xff\n", "data/higgs/t.csv line 1" + expected),
            (b"0,1,1\n", "Shard 1 gets 1 of 1 items: too few"),
        ):
            with self.subTest(content):
                self.put("higgs/t.csv", content)
                self.assert_one_line(message, loader, "1")
        (self.data / "higgs/t.csv").unlink()
        self.assert_one_line("data/higgs contains no .csv or .csv.gz file.", loader, "1")
        for content in (b"no gzip", rows("0,1,1", "1,1,1")[:-9]):
            self.put("higgs/t.csv.gz", content)
            self.assert_one_line("data/higgs/t.csv.gz cannot be read", loader, "1")

    def test_made_up_rows_are_the_same_for_each_collaborator_and_depend_on_the_seed(self):
        made = [list(make_collisions("higgs", 28, seed)(20)) for seed in (1, 1, 2)]
        self.assertEqual(made[0], made[1])
        self.assertNotEqual(made[0], made[2])
        self.assertEqual(len(gzip.decompress(made[0][0][1]).splitlines()[0].split(b",")), 29)


class HiggsTaskRunnerTest(DataFolderTest):
    def setUp(self):
        super().setUp()
        for name, content in make_collisions("higgs", 4, seed=1)(400):
            self.put(name, content)

    def runners(self, trees=1, seed=0):
        made = []
        for shard in ("1", "2"):
            data = loader(shard, features=4, collaborator_count=2, validation_share=0.2, seed=seed)
            made.append(HiggsTaskRunner(params=PARAMS, trees_per_round=trees, data_loader=data))
        return made

    def federation(self, rounds, runners):
        """Returns the common model after so many rounds, as the aggregator's store joins it, and each round's metrics."""
        store = IndexedTensorDB()
        model = runners[0].get_tensor_dict()["local_tree"]
        metrics = []
        for number in range(rounds):
            store.cache_tensor({TensorKey("local_tree", "agg", number, False, ("model",)): model})
            for name, runner in zip(("one", "two"), runners):
                judged, _ = runner.validate_task(name, number, {"local_tree": model}, apply="global", metrics=["accuracy"])
                trained, _ = runner.train_task(name, number, {"local_tree": model}, metrics=["logloss"])
                own, _ = runner.validate_task(name, number, {}, apply="local", metrics=["accuracy"])
                self.assertEqual(len(own), 1)
                metrics.append({key.tensor_name: float(value) for key, value in {**judged, **trained}.items() if key.report})
                (tensor,) = [value for key, value in trained.items() if not key.report]
                tags = change_tags(("trained",), add_field=name)
                store.cache_tensor({TensorKey("local_tree", "agg", number, False, tags): tensor.astype(np.float32)})
            key = TensorKey("local_tree", "agg", number, False, ("trained",))
            model = store.get_aggregated_tensor(key, {"one": 0.5, "two": 0.5}, FedBaggingXGBoost())
        return model, metrics

    def test_the_model_is_empty_at_first_and_made_without_data(self):
        runner = HiggsTaskRunner(params=PARAMS, data_loader=loader(None, features=4))
        self.assertEqual(runner.get_tensor_dict()["local_tree"].size, 0)

    def test_the_aggregator_adds_each_collaborator_s_trees_and_it_learns(self):
        for trees in (1, 2):
            runners = self.runners(trees)
            model, metrics = self.federation(5, runners)
            runners[0].set_tensor_dict({"local_tree": model})
            self.assertEqual(len(runners[0].bst.get_dump()), 2 * 5 * trees)
            self.assertLess(metrics[-1]["logloss"], metrics[0]["logloss"])
            self.assertGreater(runners[0].validate_(runners[0].data_loader.get_valid_dmatrix()).value, 0.7)

    def test_the_same_data_and_plan_give_the_same_trees(self):
        model, metrics = self.federation(3, self.runners())
        again, _ = self.federation(3, self.runners())
        self.assertTrue(np.array_equal(model, again))
        self.assertNotEqual(metrics, self.federation(3, self.runners(seed=1))[1])

    def test_the_saved_model_is_xgboost_s_own_file(self):
        runner = self.runners()[0]
        runner.set_tensor_dict({"local_tree": self.federation(2, self.runners())[0]})
        saved = xgboost.Booster(model_file=runner.save_native("model.json"))
        rows = runner.data_loader.get_valid_dmatrix()["dmatrix"]
        self.assertTrue(np.array_equal(saved.predict(rows), runner.bst.predict(rows)))
