"""What two processes are told to run in a test: Keras' own `fit` under TensorFlow's strategy for several computers."""

import sys

from autoenc_lessons.machines.computers import joined


def main(hosts, this):
    strategy = joined(hosts.split(","), int(this))
    import numpy as np

    from tests.machines import recipe_of_two

    with strategy.scope():
        autoencoder = recipe_of_two.build()
    x = recipe_of_two.data()
    try:
        autoencoder.fit(x, x, batch_size=100, verbose=0)
    except ValueError as error:
        print("fit failed:", " ".join(str(error).split()))
    else:
        print("fit ran:", np.isfinite(autoencoder(x)).all())


if __name__ == "__main__":
    main(*sys.argv[1:])
