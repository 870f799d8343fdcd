"""`python -m benchmarks.accuracy --data DIR`: all figures on labelled records, in one go."""

from __future__ import annotations

import sys

from benchmarks import design_accuracy, wording_accuracy


def main() -> None:
    """Prints how well designs and wording are told, on records that rules were not made on.

    DIR is the folder that holds `c_study_design` and `b_claims`.
    """
    arguments = sys.argv[1:]
    design_accuracy.main(arguments)
    print()
    wording_accuracy.main(arguments)


if __name__ == "__main__":
    main()
