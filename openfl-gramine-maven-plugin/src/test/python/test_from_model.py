"""What the program that makes an initial model of another refuses, without OpenFL: models with other tensors."""

import contextlib
import io
import sys
import unittest

from support import MODULE

sys.path.insert(0, str(MODULE / "src/main/python/plan"))
import from_model  # noqa: E402


class Tensor:
    def __init__(self, *shape):
        self.shape = shape


OWN = {"weights": Tensor(4, 3), "bias": Tensor(3)}


class FromModelTest(unittest.TestCase):
    def test_a_model_with_the_same_names_and_shapes_is_accepted(self):
        from_model.require_same({"bias": Tensor(3), "weights": Tensor(4, 3)}, OWN)

    def test_names_are_told_with_their_shapes(self):
        self.assertEqual(
            self.refusal({**OWN, "more": Tensor(2, 2)}),
            "openfl-gramine: the given model has tensors that the workspace's model does not have: more (2, 2)\n",
        )
        self.assertEqual(
            self.refusal({"bias": Tensor(3)}), "openfl-gramine: the given model lacks tensors of the workspace's model: weights (4, 3)\n"
        )

    def test_a_tensor_of_another_shape_is_told_with_both(self):
        self.assertEqual(
            self.refusal({**OWN, "weights": Tensor(4, 2)}),
            "openfl-gramine: the given model has tensors of another shape: weights (4, 2) instead of (4, 3)\n",
        )

    def test_trees_may_have_grown(self):
        from_model.require_same({"trees": Tensor(900)}, {"trees": Tensor(0)}, grows=True)

    def test_many_names_are_counted(self):
        self.assertIn(" and 2 more\n", self.refusal({**OWN, **{f"layer{n}": Tensor(1) for n in range(7)}}))

    def refusal(self, given):
        told = io.StringIO()
        with contextlib.redirect_stderr(told), self.assertRaises(SystemExit) as ended:
            from_model.require_same(given, OWN)
        self.assertEqual(ended.exception.code, from_model.REFUSED)
        return told.getvalue()


if __name__ == "__main__":
    unittest.main()
