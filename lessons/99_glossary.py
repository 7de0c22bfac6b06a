# %% [markdown]
r"""
# Glossary

The terms of the course, each in one sentence, with the lesson that explains it.

**Time:** as you need it; 0 minutes

| term | what it means | also called | 中文 | lesson |
|---|---|---|---|---|
| activation | The bent curve through which each number goes that leaves a layer, such as relu, tanh or silu. | activation function, nonlinearity | 激活函数 | [3](03_curved_sheet.ipynb) |
| Adam | An optimizer that gives each parameter a step size of its own, by the slopes that it has seen there so far. | adaptive moment estimation | Adam 优化器 | [1](01_first_autoencoder.ipynb) |
| adjusted Rand index | How far two groupings agree: 1 means the same groups, 0 no better than chance. | ARI | 调整兰德指数 | [1](01_first_autoencoder.ipynb) |
| all-reduce | All computers add up what each of them has, such as gradients, and all get the sum. | – | 全归约 | [13](13_large_data.ipynb) |
| anomaly | A sample that does not belong to the rest. | outlier, novelty | 异常 | [8](08_anomalies.ipynb) |
| anomaly score | A number for each sample that is the higher, the less the sample seems to belong to the rest. | outlier score | 异常分数 | [8](08_anomalies.ipynb) |
| ARI | Short for the adjusted Rand index. | adjusted Rand index | 调整兰德指数 | [5](05_groups.ipynb) |
| AUC | The area under a ROC curve: the share of pairs of an anomaly and a normal sample in which the anomaly scores higher. | area under the curve, AUROC | 曲线下面积 | [8](08_anomalies.ipynb) |
| autoencoder | A network that is trained to copy its input; something must forbid mere copying, mostly a narrow middle, or damage of the input (lesson 6). | AE | 自编码器 | [1](01_first_autoencoder.ipynb) |
| average precision | The mean height of a precision–recall curve. | AP, AUPRC | 平均精确率 | [8](08_anomalies.ipynb) |
| backpropagation | The way to find how much each parameter has to do with the error: from the output back through the network. | backprop, reverse-mode differentiation | 反向传播 | [1](01_first_autoencoder.ipynb) |
| beta | The weight of the price of a code in the loss of a variational autoencoder. | – | β 系数 | [9](09_generate_digits.ipynb) |
| bias | A number that a unit adds to its weighted sum. | intercept | 偏置 | [1](01_first_autoencoder.ipynb) |
| bottleneck | The narrow middle of an autoencoder. | – | 瓶颈层 | [1](01_first_autoencoder.ipynb) |
| channel | One of the pictures that the windows of a convolutional layer make; also called a map. | map, feature map | 通道 | [6](06_noise.ipynb) |
| checkpoint | All that a training needs to go on later: the weights, what the optimizer remembers, the number of the step. | snapshot | 检查点 | [13](13_large_data.ipynb) |
| classifier | A network that gives each sample a probability for each group; it learns from labels. | – | 分类器 | [9](09_generate_digits.ipynb) |
| cluster | Points that lie together, apart from others; in this course mostly *group*. | group | 簇 | [1](01_first_autoencoder.ipynb) |
| cluster of computers | Many computers that take work from one list. | compute cluster | 计算机集群 | [13](13_large_data.ipynb) |
| clustering | The search for groups in data without labels. | cluster analysis | 聚类 | [5](05_groups.ipynb) |
| code | The few numbers that an encoder makes of a sample. | latent code, embedding | 编码 | [1](01_first_autoencoder.ipynb) |
| compression | Saying the same, or nearly the same, in fewer numbers. | – | 压缩 | [1](01_first_autoencoder.ipynb) |
| conditional | Said of a network that gets the label as further inputs. | – | 条件（模型） | [9](09_generate_digits.ipynb) |
| continuity | How few of a sample's nearest neighbours a map turns into strangers; 1 is best. | – | 连续性 | [3](03_curved_sheet.ipynb) |
| Conv2DTranspose | A convolution the other way: each number of a small map paints a window of weights into a larger one; where these overlap, they add up. | transposed convolution | 转置卷积 | [6](06_noise.ipynb) |
| convolution | One small window of weights, laid on each place of a picture; each time it gives a weighted sum. | – | 卷积 | [6](06_noise.ipynb) |
| cross-entropy | The loss of a classifier: minus the logarithm of the probability that it gives to the true group. | log loss | 交叉熵 | [9](09_generate_digits.ipynb) |
| data augmentation | To change training samples so that they still show the same kind of thing, such as mirroring faces, and to train on these, too. | – | 数据增强 | [10](10_generate_faces.ipynb) |
| data leak | What helps a result, but will be missing where the network is used: an answer in a column, a twin of a test row in the training part. | leakage, leak | 数据泄漏 | [11](11_your_own_data.ipynb) |
| data parallelism | Several computers hold the same network, and each finds the gradients of its part of a batch. | data-parallel training | 数据并行 | [13](13_large_data.ipynb) |
| dead unit | A relu unit that gives 0 for every sample, so that its gradient is 0 and it seldom learns again. | dying relu | 死亡单元 | [3](03_curved_sheet.ipynb) |
| decoder | The half of an autoencoder that turns a code into a reconstruction. | – | 解码器 | [1](01_first_autoencoder.ipynb) |
| deep | Said of a network with several hidden layers. | – | 深度 | [3](03_curved_sheet.ipynb) |
| denoising autoencoder | A network that gets damaged samples and is trained towards the clean ones; it needs no narrow middle. | DAE | 去噪自编码器 | [6](06_noise.ipynb) |
| density method | A method that looks for crowded places of any shape, such as DBSCAN. | density-based clustering | 基于密度的方法 | [5](05_groups.ipynb) |
| dictionary learning | Learning filters without an encoder: for each sample, a search finds the few that add up to it best. | sparse coding | 字典学习 | [7](07_sparse_code.ipynb) |
| diffusion model | A generator that begins with pure noise and removes it in small steps, until a new picture stands there. | score-based model | 扩散模型 | [6](06_noise.ipynb) |
| dimensionality reduction | Describing each sample by fewer numbers than it has features. | – | 降维 | [1](01_first_autoencoder.ipynb) |
| early stopping | Ending a training when the error on the validation set no longer falls, and keeping the weights of its lowest point. | – | 早停 | [4](04_code_size.ipynb) |
| eigenfaces | The principal axes of pictures of faces, drawn as pictures. | – | 特征脸 | [10](10_generate_faces.ipynb) |
| embedding | Another word for a code, also for all codes of a data set. | code, latent code | 嵌入 | [1](01_first_autoencoder.ipynb) |
| encoder | The half of an autoencoder that turns a sample into its code. | – | 编码器 | [1](01_first_autoencoder.ipynb) |
| epoch | One pass of a training over all samples. | – | 轮次 | [1](01_first_autoencoder.ipynb) |
| evidence lower bound | Minus the loss of a variational autoencoder with beta 1, in nats: never above the log-likelihood of the data (ELBO). | ELBO, variational lower bound | 证据下界 | [9](09_generate_digits.ipynb) |
| explained variance | The share of the whole variance of the data that lies along a principal axis. | explained variance ratio | 解释方差 | [2](02_what_it_learned.ipynb) |
| F1 score | The harmonic mean of precision and hit rate. | F-measure | F1 分数 | [12](12_gaps_and_alarms.ipynb) |
| fade | A mix of the pixels of two pictures. | cross-fade, pixel average | 叠化 | [9](09_generate_digits.ipynb) |
| false alarm rate | The share of normal samples whose score lies above the threshold. | false positive rate | 误报率 | [8](08_anomalies.ipynb) |
| features | The numbers that make up one sample. | variables, columns | 特征 | [1](01_first_autoencoder.ipynb) |
| filter | A fixed rule that makes each pixel anew from those around it, such as a weighted mean of them. | – | 滤波器 | [6](06_noise.ipynb) |
| floor | The smallest error that any copy through so many numbers by linear rules can have, of the samples that PCA was fitted to: PCA's. | lower bound | 下限 | [2](02_what_it_learned.ipynb) |
| folded | Said of a code in which places that are far apart on the sheet lie on each other. | our word; papers measure trustworthiness | 折叠 | [3](03_curved_sheet.ipynb) |
| Fréchet inception distance | A measure of drawn pictures: how far what a classifier's layers make of them differs from what they make of real ones. | FID | 弗雷歇初始距离 | [9](09_generate_digits.ipynb) |
| Gaussian mixture | A description of a cloud of points by several soft ellipses. | mixture model, GMM | 高斯混合模型 | [9](09_generate_digits.ipynb) |
| generalise | Said of a model that does as well on samples that it was not fitted to. | generalisation | 泛化 | [4](04_code_size.ipynb) |
| gradient | The slopes of the loss, one for each parameter: in which direction and how fast the loss grows. | – | 梯度 | [1](01_first_autoencoder.ipynb) |
| held-out | Said of samples that played no part in fitting or choosing a model. | test (set), unseen | 留出 | [2](02_what_it_learned.ipynb) |
| hidden layer | Any layer between the input and the output; the code is one of them. | – | 隐藏层 | [3](03_curved_sheet.ipynb) |
| hit rate | The share of anomalies whose score lies above the threshold. | true positive rate, recall | 命中率 | [8](08_anomalies.ipynb) |
| holes | The places of a code map where none of the codes that are drawn lies. | our word | 空洞 | [5](05_groups.ipynb) |
| hyperparameter | A setting of a training that somebody chooses and the network does not learn, such as the learning rate. | setting | 超参数 | [2](02_what_it_learned.ipynb) |
| imputation | To fill the gaps of a table with guesses. | filling in missing values | 缺失值填补 | [12](12_gaps_and_alarms.ipynb) |
| Inception Score | A measure of drawn pictures: high if a classifier is sure of each and sees all kinds of them. | IS | 初始分数 | [9](09_generate_digits.ipynb) |
| independent component analysis | A search for directions along which samples vary independently of each other; at most as many as there are features. | ICA | 独立成分分析 | [7](07_sparse_code.ipynb) |
| interpolation | A straight walk from one code to another, decoded on the way. | – | 插值 | [9](09_generate_digits.ipynb) |
| isolation forest | An anomaly score: how few random cuts it takes until a sample is alone. | – | 孤立森林 | [12](12_gaps_and_alarms.ipynb) |
| Isomap | A method that lays points out flat by distances along a chain of near neighbours; it has no decoder of its own. | isometric mapping | 等距映射 | [3](03_curved_sheet.ipynb) |
| Jaccard index | How far two sets agree: how many are in both, divided by how many are in at least one. | intersection over union, IoU | 杰卡德指数 | [7](07_sparse_code.ipynb) |
| k-means | A method that looks for a given number of groups by their centres. | – | k 均值 | [1](01_first_autoencoder.ipynb) |
| k-sparse | Said of a code that keeps its k largest values and sets the others to 0. | – | k 稀疏 | [7](07_sparse_code.ipynb) |
| knee | The batch size from which on the throughput hardly grows. | elbow | 拐点 | [13](13_large_data.ipynb) |
| L1 penalty | A number added to the loss: a strength times the sum of the code's absolute values. | L1 regularisation, lasso | L1 正则化 | [7](07_sparse_code.ipynb) |
| labels | What is known of each sample besides its features, such as its group. | targets, classes | 标签 | [1](01_first_autoencoder.ipynb) |
| latent code | What papers call the code. | code, embedding, latent vector | 潜在编码 | [1](01_first_autoencoder.ipynb) |
| latent space | All codes that there could be; with two numbers, a plane. | code space, code plane | 潜在空间 | [1](01_first_autoencoder.ipynb) |
| latent variable | What stands unseen behind a sample, such as its code. | hidden variable | 隐变量 | [9](09_generate_digits.ipynb) |
| layer | Units that all get the same inputs. | – | 层 | [1](01_first_autoencoder.ipynb) |
| learning rate | It sets how large the steps of a training are. | step size | 学习率 | [1](01_first_autoencoder.ipynb) |
| likelihood | How likely a model makes what was seen. | – | 似然 | [9](09_generate_digits.ipynb) |
| linear | Made of weighted sums and biases alone: no curve anywhere. | affine, if biases are named | 线性 | [1](01_first_autoencoder.ipynb) |
| local minimum | A place near which the loss is nowhere lower, though it may be lower elsewhere. | local optimum | 局部极小值 | [2](02_what_it_learned.ipynb) |
| loss | The number that training makes small; here, how bad the copies are. | cost, objective | 损失 | [1](01_first_autoencoder.ipynb) |
| Mahalanobis distance | A distance from the mean that measures each direction, all of them, in units of the spread there. | – | 马氏距离 | [8](08_anomalies.ipynb) |
| manifold | A sheet (or a line, or something of more dimensions) that looks flat from close up, but may lie bent in a larger space. | – | 流形 | [3](03_curved_sheet.ipynb) |
| mask | A second input that tells which entries are known: 1 where one is, 0 where it is missing. | missingness indicator | 掩码 | [12](12_gaps_and_alarms.ipynb) |
| masked autoencoder | A network from which known entries are hidden, and that is trained to guess these. | MAE | 掩码自编码器 | [12](12_gaps_and_alarms.ipynb) |
| mean picture | The mean of all training pictures: the best single guess for every picture. | mean image | 平均图像 | [4](04_code_size.ipynb) |
| mean squared error | The mean of (input − output)² over all samples and features. | MSE | 均方误差 | [1](01_first_autoencoder.ipynb) |
| median | The middle one of some numbers when they are sorted, or the mean of the middle two. | 50th percentile | 中位数 | [1](01_first_autoencoder.ipynb) |
| memory map | What looks like an array, but reads from the disk only what one asks for. | memory-mapped file, mmap | 内存映射 | [13](13_large_data.ipynb) |
| min-max scaling | Bringing each feature to the range from 0 to 1. | normalisation | 最小—最大缩放 | [1](01_first_autoencoder.ipynb) |
| mini-batch | The few samples that one training step looks at. | batch | 小批量 | [4](04_code_size.ipynb) |
| missing at random | Said of entries whose chance to be missing depends only on entries that one sees. | MAR | 随机缺失 | [12](12_gaps_and_alarms.ipynb) |
| missing completely at random | Said of entries that all have the same chance to be missing. | MCAR | 完全随机缺失 | [12](12_gaps_and_alarms.ipynb) |
| missing not at random | Said of entries whose chance to be missing depends on the missing entries themselves. | MNAR | 非随机缺失 | [12](12_gaps_and_alarms.ipynb) |
| morph | A change of one picture into another, step by step. | – | 变形 | [10](10_generate_faces.ipynb) |
| nats | A unit of information, as bits are; 1 nat is 1.44 bits. | – | 奈特 | [9](09_generate_digits.ipynb) |
| nearest neighbour | The closest sample; or a judge that gives a new sample the label of that one. | 1-NN | 最近邻 | [3](03_curved_sheet.ipynb) |
| network | A chain of layers of units; each unit makes one number of those that the layer before gives. | neural network, model | 网络 | [1](01_first_autoencoder.ipynb) |
| neural network | The full name of what this course calls a network. | network | 神经网络 | [1](01_first_autoencoder.ipynb) |
| neuron | Another word for a unit. | unit, node | 神经元 | [1](01_first_autoencoder.ipynb) |
| noise | For DBSCAN, samples that lie near no crowded place, and so in no group. Elsewhere, random errors in a sample, such as in a damaged picture (lesson 6). | DBSCAN: outliers; in pictures: corruption | 噪声 | [5](05_groups.ipynb) |
| nonlinear | Said of a network that bends what passes through it, by activations. | – | 非线性 | [3](03_curved_sheet.ipynb) |
| normal distribution | The bell curve, told by its mean and its standard deviation: how wide it is. | Gaussian distribution | 正态分布 | [9](09_generate_digits.ipynb) |
| one-hot code | A 0 or 1 for each word that a cell can hold, with one 1. | one-hot encoding, dummy variables | 独热编码 | [11](11_your_own_data.ipynb) |
| optimizer | The rule by which training changes the parameters at each step, such as Adam. | – | 优化器 | [1](01_first_autoencoder.ipynb) |
| out-of-core | Said of a method that needs only a part of the data in memory at a time. | external memory | 核外计算 | [13](13_large_data.ipynb) |
| overcomplete | Said of a code with more units than a sample has features. | – | 过完备 | [7](07_sparse_code.ipynb) |
| overfitting | What happens when a model learns what holds for its training samples and not for others: the training error falls on, the test error rises. | overfits | 过拟合 | [4](04_code_size.ipynb) |
| parameters | All numbers that training changes: weights and biases. | trainable variables | 参数 | [1](01_first_autoencoder.ipynb) |
| perplexity | A setting of t-SNE: about how many neighbours each sample tries to keep on the map. | – | 困惑度 | [5](05_groups.ipynb) |
| plane | A flat surface; what a linear decoder makes of all codes of two numbers. | two-dimensional subspace | 平面 | [1](01_first_autoencoder.ipynb) |
| point adjustment | To count all hours of a fault as found where an alarm rings in one of them; it flatters. | point-adjust protocol | 点调整 | [12](12_gaps_and_alarms.ipynb) |
| posterior | What is known of a code after its picture was seen; in a variational autoencoder, the cloud that the encoder describes. | approximate posterior | 后验分布 | [9](09_generate_digits.ipynb) |
| posterior collapse | What happens when each posterior becomes the prior, so that the code tells nothing. | – | 后验坍塌 | [9](09_generate_digits.ipynb) |
| precision | The share of alarms that are real; it depends on how rare anomalies are. | positive predictive value | 精确率 | [8](08_anomalies.ipynb) |
| precision at k | The share of anomalies among the k samples that score highest. | P@k | 前 k 项精确率 | [12](12_gaps_and_alarms.ipynb) |
| precision–recall curve | The precision over the hit rate, for every threshold. | PR curve | 精确率—召回率曲线 | [8](08_anomalies.ipynb) |
| principal angle | How far one plane must be turned to become another. | angle between subspaces | 主夹角 | [2](02_what_it_learned.ipynb) |
| principal axes | The directions along which the data spread the most, each at right angles to those before. | principal components, loadings | 主轴 | [2](02_what_it_learned.ipynb) |
| principal component analysis | The exact way to the line, plane or larger flat space with the smallest mean squared distance to the samples (PCA). | PCA | 主成分分析 | [2](02_what_it_learned.ipynb) |
| prior | What is known of a code before any picture was seen; new codes are drawn from it. | – | 先验分布 | [9](09_generate_digits.ipynb) |
| Procrustes | Said of a fit that only turns, mirrors and resizes one picture to lay it over another. | Procrustes analysis | 普氏分析 | [2](02_what_it_learned.ipynb) |
| rank correlation | How far two orders agree: 1 is the same order, 0 none, −1 the reverse. | Spearman's correlation | 秩相关 | [3](03_curved_sheet.ipynb) |
| recipe | All that decides a training run but its seed: network, optimizer and their settings. | our word; training setup | 训练方案 | [2](02_what_it_learned.ipynb) |
| reconstruction | The copy that a decoder makes from a code. | – | 重构 | [1](01_first_autoencoder.ipynb) |
| regularisation | To hold the weights of a model back, for example by a price on large ones, so that it overfits less. | shrinkage, weight decay | 正则化 | [6](06_noise.ipynb) |
| relu | An activation with a kink: numbers below 0 become 0, others stay. | rectified linear unit | 修正线性单元 | [3](03_curved_sheet.ipynb) |
| reparameterisation | Drawing a code as mean + deviation × noise, so that gradients reach mean and deviation. | reparameterisation trick | 重参数化 | [9](09_generate_digits.ipynb) |
| ridge regression | The exact way to the linear map with the smallest squared error, where large weights are held back; a strength says how much. | L2 regularisation, Tikhonov; the strength: α or λ | 岭回归 | [6](06_noise.ipynb) |
| ROC curve | The hit rate over the false alarm rate, for every threshold. | receiver operating characteristic | ROC 曲线 | [8](08_anomalies.ipynb) |
| saddle | A place where the loss is level, but falls in one direction and rises in another. | saddle point | 鞍点 | [2](02_what_it_learned.ipynb) |
| sample | One row of the data. | observation, example, row | 样本 | [1](01_first_autoencoder.ipynb) |
| schedule | A rule by which the learning rate changes during training. | learning rate schedule | 学习率调度 | [2](02_what_it_learned.ipynb) |
| scree plot | A plot of the share of the variance that each principal axis explains, from large to small. | – | 碎石图 | [4](04_code_size.ipynb) |
| season | What repeats in a time series, such as each day or each week. | seasonality | 季节性 | [12](12_gaps_and_alarms.ipynb) |
| seeds | Numbers that decide the random start of a training run. | random seed | 随机种子 | [1](01_first_autoencoder.ipynb) |
| shrinkage | Pulling the spreads along all directions towards their mean, where few samples say little about each. | Ledoit–Wolf estimator, regularised covariance | 收缩估计 | [8](08_anomalies.ipynb) |
| silent | Said of a code unit whose posterior has collapsed: it costs nothing and tells nothing. | our word; collapsed unit | 沉默 | [9](09_generate_digits.ipynb) |
| silhouette | A point's distance to the next group minus that to its own, divided by the larger of the two. It goes from −1 to 1; below 0 means nearer to another group. | silhouette coefficient | 轮廓系数 | [5](05_groups.ipynb) |
| silu | An activation like relu, but without a kink. | swish | SiLU 激活 | [3](03_curved_sheet.ipynb) |
| sliding window | A part of a time series of fixed length, taken as one sample. | window | 滑动窗口 | [12](12_gaps_and_alarms.ipynb) |
| softmax | An activation that makes shares above 0 with the sum 1 of any numbers, such as the probabilities of a classifier. | – | 柔性最大值 | [9](09_generate_digits.ipynb) |
| sparse | Said of a code of which few units are on at a time. | – | 稀疏 | [7](07_sparse_code.ipynb) |
| speckles | Pixels that have turned black or white at random. | salt-and-pepper noise | 椒盐噪声 | [6](06_noise.ipynb) |
| speed-up | How many times faster several computers are than one. | – | 加速比 | [13](13_large_data.ipynb) |
| stand | Said of a run whose loss hardly changes for many steps. | our word; plateau | 停滞 | [2](02_what_it_learned.ipynb) |
| standard normal | Said of the normal distribution with mean 0 and standard deviation 1. | unit Gaussian | 标准正态分布 | [9](09_generate_digits.ipynb) |
| standardised | Said of numbers from which the mean was taken, and which were divided by the spread. | z-scores | 标准化 | [11](11_your_own_data.ipynb) |
| standardising | Bringing each feature to mean 0 and variance 1. | z-score, StandardScaler | 标准化 | [2](02_what_it_learned.ipynb) |
| step | One change of all parameters. | iteration, update | 步 | [1](01_first_autoencoder.ipynb) |
| streaming | To read a batch, take a step, forget it, and read the next, so that no more is in memory. | – | 流式处理 | [13](13_large_data.ipynb) |
| superposition | More ideas than units: each idea is a direction of its own, and few of them are on at a time. | – | 叠加 | [7](07_sparse_code.ipynb) |
| swiss roll | A sheet that is rolled up one and a half times. | – | 瑞士卷 | [3](03_curved_sheet.ipynb) |
| t-SNE | A method that draws a map on which neighbours stay neighbours; it has no encoder and no decoder. | t-distributed stochastic neighbour embedding | t 分布随机邻域嵌入 | [5](05_groups.ipynb) |
| tanh | An activation that bends softly and stays between −1 and 1. | hyperbolic tangent | 双曲正切 | [3](03_curved_sheet.ipynb) |
| test set | Samples that are held out and only judge: nothing is fitted to them or chosen by them. | held-out set | 测试集 | [4](04_code_size.ipynb) |
| threshold | The value above which an alarm rings. | cut-off | 阈值 | [8](08_anomalies.ipynb) |
| throughput | How many rows go through in a second. | – | 吞吐量 | [13](13_large_data.ipynb) |
| tied weights | The encoder's own weights, turned round, as the decoder's, all through the training. | – | 权重绑定 | [7](07_sparse_code.ipynb) |
| time series | A row of numbers in the order of time. | – | 时间序列 | [12](12_gaps_and_alarms.ipynb) |
| torn | Said of a code in which neighbours on the sheet lie far apart. | our word; papers measure continuity | 撕裂 | [3](03_curved_sheet.ipynb) |
| training | Changing the parameters, step by step, so that the loss gets small. | fitting, learning | 训练 | [1](01_first_autoencoder.ipynb) |
| training set | The samples that a model is fitted to. | training data, training pictures | 训练集 | [4](04_code_size.ipynb) |
| trend | The slow change of a time series. | – | 趋势 | [12](12_gaps_and_alarms.ipynb) |
| trustworthiness | How few strangers a map puts among a sample's nearest neighbours; 1 is best. | – | 可信度 | [3](03_curved_sheet.ipynb) |
| UMAP | A younger map of t-SNE's kind, quicker with many samples. | uniform manifold approximation and projection | 统一流形逼近与投影 | [5](05_groups.ipynb) |
| unit | A part of a layer: it makes one number of all that the layer before gives. | neuron | 单元 | [1](01_first_autoencoder.ipynb) |
| unit's filter | The picture that a unit adds to the copy, times what the unit gives. | weight picture, dictionary atom | 单元的滤波器 | [7](07_sparse_code.ipynb) |
| unsupervised | Said of learning from data without labels. | – | 无监督 | [1](01_first_autoencoder.ipynb) |
| validation set | Samples that choose when to stop or which model to take, and so may not judge it. | development set, validation pictures | 验证集 | [4](04_code_size.ipynb) |
| variance | The mean squared distance of numbers from their mean. | – | 方差 | [1](01_first_autoencoder.ipynb) |
| variational autoencoder | An autoencoder that draws its codes, and pays for what they say. | VAE | 变分自编码器 | [9](09_generate_digits.ipynb) |
| weights | The numbers that a unit multiplies its inputs by before it adds them. | kernel (in Keras) | 权重 | [1](01_first_autoencoder.ipynb) |
| whitened | Said of data whose PCA axes have all been given the same variance. | sphered | 白化 | [7](07_sparse_code.ipynb) |
| worker | A process that takes a task, does it, and takes the next. | – | 工作进程 | [13](13_large_data.ipynb) |
"""
