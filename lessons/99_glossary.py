# %% [markdown]
r"""
# Glossary

The terms of the course, each in one sentence, with the lesson that explains it.

**Time:** as you need it; 0 minutes

| term | what it means | lesson |
|---|---|---|
| activation | The bent curve through which each number of a hidden layer goes. | [3](03_curved_sheet.ipynb) |
| Adam | An optimizer: it changes each parameter a little at each step, by sizes that follow the gradients so far. | [1](01_first_autoencoder.ipynb) |
| adjusted Rand index | How far two groupings agree: 1 means the same groups, 0 no better than chance. | [1](01_first_autoencoder.ipynb) |
| anomaly | A sample that does not belong to the rest. | [8](08_anomalies.ipynb) |
| anomaly score | A number for each sample that is the higher, the less the sample belongs to the rest. | [8](08_anomalies.ipynb) |
| AUC | The area under a ROC curve: the share of pairs of an anomaly and a normal sample in which the anomaly scores higher. | [8](08_anomalies.ipynb) |
| autoencoder | A network that is trained to copy its input through a narrow middle. | [1](01_first_autoencoder.ipynb) |
| bias | A number that a unit adds to its weighted sum. | [1](01_first_autoencoder.ipynb) |
| bottleneck | The narrow middle of an autoencoder. | [1](01_first_autoencoder.ipynb) |
| code | The few numbers that an encoder makes of a sample. | [1](01_first_autoencoder.ipynb) |
| dead unit | A unit that gives 0 for every sample, so that it never learns again. | [3](03_curved_sheet.ipynb) |
| decoder | The half of an autoencoder that turns a code into a reconstruction. | [1](01_first_autoencoder.ipynb) |
| deep | Said of a network with several hidden layers. | [3](03_curved_sheet.ipynb) |
| density method | A method that looks for crowded places of any shape. | [5](05_groups.ipynb) |
| early stopping | Keeping the weights of the step at which the error on validation pictures was lowest. | [4](04_code_size.ipynb) |
| eigenfaces | The principal axes of pictures of faces, drawn as pictures. | [10](10_generate_faces.ipynb) |
| encoder | The half of an autoencoder that turns a sample into its code. | [1](01_first_autoencoder.ipynb) |
| false alarm rate | The share of normal samples whose score lies above the threshold. | [8](08_anomalies.ipynb) |
| features | The numbers that make up one sample. | [1](01_first_autoencoder.ipynb) |
| floor | The smallest error that any copy through so many numbers by linear rules can have: PCA's. | [2](02_what_it_learned.ipynb) |
| folded | Said of a code in which places that are far apart on the sheet lie on each other. | [3](03_curved_sheet.ipynb) |
| gradient | For each parameter, in which direction and how fast the loss grows. | [1](01_first_autoencoder.ipynb) |
| held-out | Said of samples that played no part in fitting or choosing a model. | [2](02_what_it_learned.ipynb) |
| hidden layer | A layer between input and code, or between code and output. | [3](03_curved_sheet.ipynb) |
| hit rate | The share of anomalies whose score lies above the threshold. | [8](08_anomalies.ipynb) |
| holes | The places of a code map where no code lies. | [5](05_groups.ipynb) |
| isolation forest | A detector that asks how few random cuts set a sample apart. | [8](08_anomalies.ipynb) |
| Isomap | A method that lays points out flat by distances along a chain of near neighbours; it has no decoder. | [3](03_curved_sheet.ipynb) |
| k-means | A method that looks for a given number of groups by their centres. | [1](01_first_autoencoder.ipynb) |
| labels | What is known of each sample besides its features, such as its group. | [1](01_first_autoencoder.ipynb) |
| learning rate | The size of a training step. | [1](01_first_autoencoder.ipynb) |
| linear | Made of weighted sums and biases alone, so that nothing is bent. | [1](01_first_autoencoder.ipynb) |
| local outlier factor | A detector that asks how much emptier it is around a sample than around its neighbours. | [8](08_anomalies.ipynb) |
| loss | The number that training makes small; here, how bad the copies are. | [1](01_first_autoencoder.ipynb) |
| Mahalanobis distance | A distance from the mean that measures each principal axis in units of its own spread. | [8](08_anomalies.ipynb) |
| mean picture | The mean of all training pictures: what whoever knows nothing of a picture would answer. | [4](04_code_size.ipynb) |
| mean squared error | The mean of (input − output)² over all samples and features. | [1](01_first_autoencoder.ipynb) |
| min-max scaling | Bringing each feature to the range from 0 to 1. | [1](01_first_autoencoder.ipynb) |
| mini-batch | The few samples that one training step looks at. | [4](04_code_size.ipynb) |
| morph | A change of one picture into another, step by step. | [10](10_generate_faces.ipynb) |
| nearest neighbour | The closest sample; or a judge that gives a new sample the label of that one. | [3](03_curved_sheet.ipynb) |
| normalised mutual information | How much of the label one knows who knows the group: 0 is nothing, 1 is all (NMI). | [5](05_groups.ipynb) |
| one-class SVM | A detector that draws a border around the data. | [8](08_anomalies.ipynb) |
| overfits | Said of a model when what it learns about its training samples does not hold for others. | [4](04_code_size.ipynb) |
| plane | A flat surface; what a linear decoder makes of all codes of two numbers. | [1](01_first_autoencoder.ipynb) |
| precision | The share of alarms that are real. | [8](08_anomalies.ipynb) |
| principal angle | How far one plane must be turned to become another. | [2](02_what_it_learned.ipynb) |
| principal axes | The directions that principal component analysis finds, in order of importance. | [2](02_what_it_learned.ipynb) |
| principal component analysis | The exact way to the plane with the smallest mean squared distance to the samples (PCA). | [2](02_what_it_learned.ipynb) |
| Procrustes | Said of a fit that only turns, mirrors and resizes one picture to lay it over another. | [2](02_what_it_learned.ipynb) |
| rank correlation | How far two orders agree: 1 is the same order, 0 none. | [3](03_curved_sheet.ipynb) |
| reconstruction | The copy that a decoder makes from a code. | [1](01_first_autoencoder.ipynb) |
| ROC curve | The hit rate over the false alarm rate, for every threshold. | [8](08_anomalies.ipynb) |
| saddle | A place where the loss is level, but falls in one direction and rises in another. | [2](02_what_it_learned.ipynb) |
| sample | One row of the data. | [1](01_first_autoencoder.ipynb) |
| schedule | A rule by which the learning rate changes during training. | [2](02_what_it_learned.ipynb) |
| seeds | Numbers that decide the random start of a training run. | [1](01_first_autoencoder.ipynb) |
| silhouette | How much farther a point is from the next group than from its own; it needs no labels. | [5](05_groups.ipynb) |
| standardising | Bringing each feature to mean 0 and variance 1. | [2](02_what_it_learned.ipynb) |
| swiss roll | A sheet that is rolled up one and a half times. | [3](03_curved_sheet.ipynb) |
| t-SNE | A method that draws a map on which neighbours stay neighbours; it has no encoder and no decoder. | [5](05_groups.ipynb) |
| threshold | The score above which a detector raises an alarm. | [8](08_anomalies.ipynb) |
| torn | Said of a code in which neighbours on the sheet lie far apart. | [3](03_curved_sheet.ipynb) |
| training pictures | The pictures that a model is fitted to. | [4](04_code_size.ipynb) |
| trustworthiness | How few strangers a map puts among a sample's nearest neighbours; 1 is best. | [5](05_groups.ipynb) |
| unsupervised | Said of learning from data without labels. | [1](01_first_autoencoder.ipynb) |
| validation pictures | Pictures that choose when to stop or which model to take, and so may not judge it. | [4](04_code_size.ipynb) |
"""
