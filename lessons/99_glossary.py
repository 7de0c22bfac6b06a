# %% [markdown]
r"""
# Glossary

The terms of the course, each in one sentence, with the lesson that explains it.

**Time:** as you need it; 0 minutes

| term | what it means | lesson |
|---|---|---|
| Adam | An optimizer: it changes each parameter a little at each step, by sizes that follow the gradients so far. | [1](01_first_autoencoder.ipynb) |
| adjusted Rand index | How far two groupings agree: 1 means the same groups, 0 no better than chance. | [1](01_first_autoencoder.ipynb) |
| autoencoder | A network that is trained to copy its input through a narrow middle. | [1](01_first_autoencoder.ipynb) |
| bias | A number that a unit adds to its weighted sum. | [1](01_first_autoencoder.ipynb) |
| bottleneck | The narrow middle of an autoencoder. | [1](01_first_autoencoder.ipynb) |
| code | The few numbers that an encoder makes of a sample. | [1](01_first_autoencoder.ipynb) |
| decoder | The half of an autoencoder that turns a code into a reconstruction. | [1](01_first_autoencoder.ipynb) |
| encoder | The half of an autoencoder that turns a sample into its code. | [1](01_first_autoencoder.ipynb) |
| features | The numbers that make up one sample. | [1](01_first_autoencoder.ipynb) |
| floor | The smallest error that any copy through so many numbers by linear rules can have: PCA's. | [2](02_what_it_learned.ipynb) |
| gradient | For each parameter, in which direction and how fast the loss grows. | [1](01_first_autoencoder.ipynb) |
| held-out | Said of samples that played no part in fitting or choosing a model. | [2](02_what_it_learned.ipynb) |
| k-means | A method that looks for a given number of groups by their centres. | [1](01_first_autoencoder.ipynb) |
| labels | What is known of each sample besides its features, such as its group. | [1](01_first_autoencoder.ipynb) |
| learning rate | The size of a training step. | [1](01_first_autoencoder.ipynb) |
| linear | Made of weighted sums and biases alone, so that nothing is bent. | [1](01_first_autoencoder.ipynb) |
| loss | The number that training makes small; here, how bad the copies are. | [1](01_first_autoencoder.ipynb) |
| mean squared error | The mean of (input − output)² over all samples and features. | [1](01_first_autoencoder.ipynb) |
| min-max scaling | Bringing each feature to the range from 0 to 1. | [1](01_first_autoencoder.ipynb) |
| plane | A flat surface; what a linear decoder makes of all codes of two numbers. | [1](01_first_autoencoder.ipynb) |
| principal angle | How far one plane must be turned to become another. | [2](02_what_it_learned.ipynb) |
| principal axes | The directions that principal component analysis finds, in order of importance. | [2](02_what_it_learned.ipynb) |
| principal component analysis | The exact way to the plane with the smallest mean squared distance to the samples (PCA). | [2](02_what_it_learned.ipynb) |
| Procrustes | Said of a fit that only turns, mirrors and resizes one picture to lay it over another. | [2](02_what_it_learned.ipynb) |
| reconstruction | The copy that a decoder makes from a code. | [1](01_first_autoencoder.ipynb) |
| saddle | A place where the loss is level, but falls in one direction and rises in another. | [2](02_what_it_learned.ipynb) |
| sample | One row of the data. | [1](01_first_autoencoder.ipynb) |
| schedule | A rule by which the learning rate changes during training. | [2](02_what_it_learned.ipynb) |
| seeds | Numbers that decide the random start of a training run. | [1](01_first_autoencoder.ipynb) |
| standardising | Bringing each feature to mean 0 and variance 1. | [2](02_what_it_learned.ipynb) |
| unsupervised | Said of learning from data without labels. | [1](01_first_autoencoder.ipynb) |
"""
