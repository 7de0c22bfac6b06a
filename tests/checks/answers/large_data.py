"""Right and plausibly wrong answers to the questions of exercise 13; each answer is a tuple."""

import math
import os
import tempfile
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.decomposition import PCA, IncrementalPCA

from autoenc_lessons import streams

TWO_SIZES = {
    "right": {
        "numbers": (3000, 50_000),
        "formulas": (3e6 * 50 * (4 + 8 + 8) / 1e6, 20e6 / 400),
        "arrays": (np.array([3000]), tf.constant(50_000)),
        "decimals": (Decimal("3000.0"), Decimal(50_000)),
    },
    "wrong": {
        "swapped": (50_000, 3000),
        "the file": (600, 50_000),
        "float64 once": (1200, 50_000),
        "two arrays": (1800, 50_000),
        "both of float64": (2400, 50_000),
        "all of float64": (3600, 50_000),
        "bytes": (3e9, 50_000),
        "GB": (3, 50_000),
        "MiB": (2861, 50_000),
        "bits": (24_000, 50_000),
        "one number a row": (60, 50_000),
        "four arrays": (4200, 50_000),
        "rows of float32": (3000, 100_000),
        "numbers": (3000, 2_500_000),
        "numbers of float32": (3000, 5_000_000),
        "a byte each": (3000, 400_000),
        "bytes of a row": (3000, 400),
        "rows of MiB": (3000, 52_429),
        "MB by bytes": (3000, 0.05),
        "blocks": (3000, 60),
        "thousands": (3000, 50),
        "a guess": (3000, 1000),
        "one left blank": (3000, ...),
        "with the unit": ("3000 MB", 50_000),
        "its words": ("三千", 50_000),
        "three sizes": ([600, 1200, 1200], 50_000),
    },
}


def by_memmap(path, n_at_once):
    table = np.load(path, mmap_mode="r")
    total = np.zeros(table.shape[1])
    for start in range(0, len(table), n_at_once):
        total += np.asarray(table[start : start + n_at_once], dtype="float64").sum(axis=0)
    return total / len(table)


def ping_jun_zhi(path, n_at_once):
    # 按块的行数加权
    shu_ju = streams.rows(path)
    zong_he = sum(kuai.astype("float64").mean(axis=0) * len(kuai) for kuai in shu_ju.blocks(n_at_once))
    return zong_he / len(shu_ju)


def by_parts(path, n_at_once):
    rows = streams.rows(path)
    sums, start = [], 0
    while start < len(rows):
        sums.append(rows.part(start, start + n_at_once).sum(0))
        start += n_at_once
    return np.sum(sums, axis=0) / len(rows)


def running_mean(path, n_at_once):
    mean, number = 0, 0
    for block in streams.rows(path).blocks(n_at_once):
        number += len(block)
        mean = mean + (block - mean).sum(axis=0) / number
    return mean


def by_batches(path, n_at_once):
    total, number = 0, 0
    for batch in streams.rows(path).batches(min(n_at_once, len(streams.rows(path)))):
        total, number = total + tf.reduce_sum(batch, axis=0), number + len(batch)
    return total / number


def row_by_row(path, n_at_once):
    total, number = 0, 0
    for row in np.load(path, mmap_mode="r"):
        total = total + row.astype("float64")
        number += 1
    return total / number


def with_frames(path, n_at_once):
    frames = (pd.DataFrame(block) for block in streams.rows(path).blocks(n_at_once))
    sums = [(frame.sum(), len(frame)) for frame in frames]
    return sum(total for total, _ in sums) / sum(number for _, number in sums)


def by_fromfile(path, n_at_once):
    table = np.load(path, mmap_mode="r")
    (n_rows, n_columns), total = table.shape, 0
    with Path(path).open("rb") as file:
        file.seek(table.offset)
        for start in range(0, n_rows, n_at_once):
            count = min(n_at_once, n_rows - start) * n_columns
            total = total + np.fromfile(file, "float32", count).reshape(-1, n_columns).sum(axis=0, dtype=float)
    return total / n_rows


def mean_of_means(path, n_at_once):
    return np.mean([block.mean(axis=0) for block in streams.rows(path).blocks(n_at_once)], axis=0)


def whole_blocks(path, n_at_once):
    rows = streams.rows(path)
    n_blocks = max(1, len(rows) // n_at_once)
    parts = [rows.part(i * n_at_once, (i + 1) * n_at_once).mean(axis=0, dtype=float) for i in range(n_blocks)]
    return np.mean(parts, axis=0)


def keeps_blocks(path, n_at_once):
    return np.concatenate(list(streams.rows(path).blocks(n_at_once))).mean(axis=0, dtype=float)


def keeps_half(path, n_at_once):
    rows = streams.rows(path)
    half = max(1, len(rows) // 2)
    return (rows.part(0, half).sum(0, dtype=float) + rows.part(half, len(rows)).sum(0, dtype=float)) / len(rows)


def own_number(path, n_at_once):
    return running_mean(path, 15_000)


def gap_between_blocks(path, n_at_once):
    rows = streams.rows(path)
    total = sum(rows.part(s, s + n_at_once - 1).sum(0, dtype=float) for s in range(0, len(rows), n_at_once))
    return total / len(rows)


def sum_over(divide):
    def mean_of_file(path, n_at_once):
        rows = streams.rows(path)
        total = sum(block.sum(axis=0, dtype=float) for block in rows.blocks(n_at_once))
        return total / divide(rows, n_at_once)

    return (mean_of_file,)


MEAN_OF_FILE = {
    "right": {
        "memmap": (by_memmap,),
        "weighted": (ping_jun_zhi,),
        "parts": (by_parts,),
        "a running mean": (running_mean,),
        "batches": (by_batches,),
        "row by row": (row_by_row,),
        "frames": (with_frames,),
        "fromfile": (by_fromfile,),
        "the mapped file's own": (lambda path, n: np.load(path, mmap_mode="r").mean(axis=0),),
        "the same in 64 bits": (lambda path, n: np.load(path, mmap_mode="r").mean(axis=0, dtype="float64"),),
        "a list": (lambda path, n: running_mean(path, n).tolist(),),
    },
    "wrong": {
        "mean of means": (mean_of_means,),
        "whole blocks": (whole_blocks,),
        "the first block": (lambda path, n: streams.rows(path).part(0, n).mean(axis=0),),
        "the last block": (lambda path, n: list(streams.rows(path).blocks(n))[-1].mean(axis=0),),
        "the sum": sum_over(lambda rows, n: 1),
        "by blocks": sum_over(lambda rows, n: math.ceil(len(rows) / n)),
        "by a block's rows": sum_over(lambda rows, n: n),
        "by whole blocks": sum_over(lambda rows, n: math.ceil(len(rows) / n) * n),
        "by numbers": sum_over(lambda rows, n: len(rows) * rows.shape[1]),
        "one number": (lambda path, n: np.load(path, mmap_mode="r").mean(),),
        "one number, often": (lambda p, n: np.full(np.load(p).shape[1], np.load(p).mean(dtype=float)),),
        "of rows": (lambda path, n: np.load(path, mmap_mode="r").mean(axis=1),),
        "all in memory": (lambda path, n: np.load(path).mean(axis=0, dtype=float),),
        "all from the map": (lambda path, n: np.array(np.load(path, mmap_mode="r")).mean(axis=0, dtype=float),),
        "all in 64 bits": (lambda path, n: np.load(path, mmap_mode="r").astype(float).mean(axis=0),),
        "keeps the blocks": (keeps_blocks,),
        "half of the file": (keeps_half,),
        "a number of its own": (own_number,),
        "principal components": (lambda path, n: streams.principal_components(streams.rows(path), 1).mean_,),
        "gaps between blocks": (gap_between_blocks,),
        "the median": (lambda path, n: np.median(np.load(path), axis=0),),
        "the file as text": (lambda path, n: np.loadtxt(path).mean(axis=0),),
        "no rows": (lambda path, n: path.mean(axis=0),),
        "the blocks": (lambda path, n: streams.rows(path).blocks(n),),
        "prints it": (lambda path, n: print(running_mean(path, n)),),
        "one parameter": (lambda path: np.load(path).mean(axis=0),),
    },
}


def from_sums(make, *, kind="float64"):
    """Return an answer that makes axes and error of the number of rows, their sum and their X'X."""

    def principal_axes(blocks, n_components):
        number, total, products = 0, 0, 0
        for block in blocks():
            rows = block.astype(kind)
            number += len(rows)
            total = total + rows.sum(axis=0)
            products = products + rows.T @ rows
        return make(number, total, products, n_components)

    return (principal_axes,)


def covariance(number, total, products):
    return products / number - np.outer(total, total) / number**2


def axes_of(table, n_components):
    variances, vectors = np.linalg.eigh(table)
    return vectors[:, ::-1].T[:n_components], variances[: len(table) - n_components].sum() / len(table)


def right_sums(number, total, products, n_components):
    return axes_of(covariance(number, total, products), n_components)


def wrongly(change):
    """Return an answer with right sums whose axes and error are changed at the end."""

    def make(number, total, products, k):
        variances, vectors = np.linalg.eigh(covariance(number, total, products))
        return change(variances, vectors, k, number)

    return from_sums(make)


def error_as(change):
    """Return an answer with right axes and another error, of the variances (weakest first), k and n."""
    return wrongly(lambda variances, vectors, k, n: (vectors[:, ::-1].T[:k], change(variances, k, n)))


def from_first_rows(blocks, n_components, kind="float64"):
    shift, number, total, products = None, 0, 0, 0
    for block in blocks():
        shift = block.mean(axis=0, dtype="float64").astype(kind) if shift is None else shift
        rows = block.astype(kind) - shift
        number, total, products = number + len(rows), total + rows.sum(axis=0), products + rows.T @ rows
    return right_sums(number, total, products, n_components)


def incremental(blocks, n_components):
    pca, number, waiting = IncrementalPCA(), 0, None
    for block in blocks():
        # Fewer rows than features would be refused.
        waiting = block if waiting is None else np.concatenate([waiting, block])
        if len(waiting) >= 2 * block.shape[1]:
            pca.partial_fit(waiting.astype("float64"))
            waiting = None
        number += len(block)
    left = pca.explained_variance_[n_components:].sum() / pca.n_features_in_
    return pca.components_[:n_components], left


def few_incremental(blocks, n_components):
    pca = IncrementalPCA(n_components)
    for block in blocks():
        if len(block) >= n_components:
            pca.partial_fit(block.astype("float64"))
    return pca.components_, pca.noise_variance_ * (1 - n_components / pca.n_features_in_)


def products_of_32_bits(blocks, n_components):
    number, total, products = 0, np.zeros(1), np.zeros((1, 1))
    for block in blocks():
        number, total, products = number + len(block), total + block.sum(axis=0), products + block.T @ block
    return right_sums(number, total, products, n_components)


def chan(blocks, n_components):
    number, mean, scatter = 0, 0, 0
    for block in blocks():
        rows = block.astype("float64")
        here, n = rows.mean(axis=0), len(rows)
        step = here - mean
        scatter = scatter + (rows - here).T @ (rows - here) + np.outer(step, step) * number * n / (number + n)
        mean = mean + step * n / (number + n)
        number += n
    return axes_of(scatter / number, n_components)


def into_a_file(blocks, n_components):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "rows.bin"
        with file.open("wb") as stream:
            for block in blocks():
                n_columns = block.shape[1]
                stream.write(block.tobytes())
        whole = np.memmap(file, dtype="float32", mode="r").reshape(-1, n_columns)
        return chan(lambda: np.array_split(whole, 50), n_components)


def zhu_cheng_fen(blocks, n_components):
    # 逐块累加
    he, ji, n = None, None, 0
    for kuai in blocks():
        k = np.asarray(kuai, dtype=np.float64)
        he = k.sum(0) if he is None else he + k.sum(0)
        ji = np.einsum("ni,nj->ij", k, k) if ji is None else ji + np.einsum("ni,nj->ij", k, k)
        n += k.shape[0]
    u, s, _ = np.linalg.svd((ji - np.outer(he, he) / n) / (n - 1))
    return -u.T[:n_components], np.mean(np.r_[s[n_components:], np.zeros(n_components)])


def all_at_once(blocks, n_components):
    pca = PCA(svd_solver="full").fit(np.concatenate(list(blocks())).astype(float))
    return pca.components_[:n_components], pca.explained_variance_[n_components:].sum() / pca.n_features_in_


def two_passes(blocks, n_components):
    number = sum(len(block) for block in blocks())
    mean = sum(block.sum(axis=0, dtype=float) for block in blocks()) / number
    return axes_of(sum((block - mean).T @ (block - mean) for block in blocks()) / number, n_components)


def each_block_alone(blocks, n_components):
    number, scatter = 0, 0
    for block in blocks():
        rows = block - block.mean(axis=0, dtype="float64")
        number, scatter = number + len(rows), scatter + rows.T @ rows
    return axes_of(scatter / number, n_components)


def first_mean_only(blocks, n_components):
    mean, number, scatter = None, 0, 0
    for block in blocks():
        mean = block.mean(axis=0, dtype="float64") if mean is None else mean
        number, scatter = number + len(block), scatter + (block - mean).T @ (block - mean)
    return axes_of(scatter / number, n_components)


def last_block_only(blocks, n_components):
    for block in blocks():
        pca = PCA(n_components, svd_solver="full").fit(block)
    return pca.components_, pca.noise_variance_


def correlations(number, total, products, k):
    table = covariance(number, total, products)
    spread = np.sqrt(np.diag(table))
    return axes_of(table / np.outer(spread, spread), k)


PRINCIPAL_AXES = {
    "right": {
        "two sums": from_sums(right_sums),
        "from the first rows": (from_first_rows,),
        "from the first rows, in 32 bits": (lambda blocks, k: from_first_rows(blocks, k, "float32"),),
        "Chan's formula": (chan,),
        "IncrementalPCA, all axes": (incremental,),
        "through a file": (into_a_file,),
        "Chinese names, n - 1": (zhu_cheng_fen,),
        "a list": (lambda blocks, k: list(chan(blocks, k)),),
        "tensors": (lambda blocks, k: tuple(map(tf.constant, chan(blocks, k))),),
    },
    "wrong": {
        "32 bits": from_sums(right_sums, kind="float32"),
        "32 bits, turned to 64 later": from_sums(
            lambda n, t, p, k: right_sums(n, t.astype(float), p.astype(float), k), kind="float32"
        ),
        "32-bit products": (products_of_32_bits,),
        "IncrementalPCA, few axes": (few_incremental,),
        "mean not taken off": from_sums(lambda n, t, p, k: axes_of(p / n, k)),
        "each block alone": (each_block_alone,),
        "the first block's mean": (first_mean_only,),
        "the last block": (last_block_only,),
        "the first block": (lambda blocks, k: chan(lambda: [next(iter(blocks()))], k),),
        "correlations": from_sums(correlations),
        "all in memory": (all_at_once,),
        "two passes": (two_passes,),
        "weakest first": wrongly(lambda v, w, k, n: (w.T[:k], v[:-k].sum() / len(v))),
        "turned round": wrongly(lambda v, w, k, n: (w.T[-k:], v[:-k].sum() / len(v))),
        "rows of the table": wrongly(lambda v, w, k, n: (w[:, ::-1][:k], v[:-k].sum() / len(v))),
        "rows of the table, as it comes": wrongly(lambda v, w, k, n: (w[:k], v[:-k].sum() / len(v))),
        "in columns": wrongly(lambda v, w, k, n: (w[:, ::-1][:, :k], v[:-k].sum() / len(v))),
        "long axes": wrongly(lambda v, w, k, n: ((w * np.sqrt(v))[:, ::-1].T[:k], v[:-k].sum() / len(v))),
        "all axes": wrongly(lambda v, w, k, n: (w[:, ::-1].T, v[:-k].sum() / len(v))),
        "error of a row": error_as(lambda v, k, n: v[:-k].sum()),
        "by the axes left": error_as(lambda v, k, n: v[:-k].mean()),
        "what is kept": error_as(lambda v, k, n: v[-k:].sum() / len(v)),
        "all that is kept": error_as(lambda v, k, n: v[-k:].sum()),
        "a share": error_as(lambda v, k, n: v[:-k].sum() / v.sum()),
        "the root": error_as(lambda v, k, n: np.sqrt(v[:-k].sum() / len(v))),
        "the variance": error_as(lambda v, k, n: v.mean()),
        "the sum": error_as(lambda v, k, n: v[:-k].sum() * n),
        "one axis more": error_as(lambda v, k, n: v[: -k - 1].sum() / len(v)),
        "one axis less": error_as(lambda v, k, n: v[: len(v) - k + 1].sum() / len(v)),
        "one eigenvalue": error_as(lambda v, k, n: v[-k - 1]),
        "zero": error_as(lambda v, k, n: 0),
        "axes alone": (lambda blocks, k: chan(blocks, k)[0],),
        "an error for each column": error_as(lambda v, k, n: v[:-k]),
        "blocks not called": (lambda blocks, k: chan(blocks[0], k),),
        "no pass": (lambda blocks, k: (np.eye(16)[:k], 0.1),),
        "a PCA": (lambda blocks, k: PCA(k).fit(next(iter(blocks()))),),
    },
}


def on_cut(share, gap, *, lines=False):
    """Return an answer that cuts at a share of the picture, with a gap of so many columns for a patch's size."""

    def split_patches(top, left, size):
        place = top if lines else left
        cut = int(share * place.max())
        return place + gap(size) <= cut, place >= cut

    return (split_patches,)


def from_a_corner(top, left, size):
    test = (top < 0.4 * top.max()) & (left < 0.4 * left.max())
    training = (top >= 0.4 * top.max() + size) | (left >= 0.4 * left.max() + size)
    return training, test


def qie_fen(top, left, size):
    # 上面的行用来测试
    fen_jie = int(np.quantile(top, 0.15))
    return (top >= fen_jie + size).tolist(), (top < fen_jie).tolist()


def by_pixels(top, left, size):
    height, width = top.max() + size, left.max() + size
    cut = round(0.75 * width)
    is_test = np.zeros((height, width), dtype=bool)
    is_test[:, cut:] = True
    parts = [is_test[a : a + size, b : b + size] for a, b in zip(top, left, strict=True)]
    return np.array([not part.any() for part in parts]), np.array([part.all() for part in parts])


def by_loops(top, left, size):
    training, test, limit = [], [], max(left) // 5
    for column in left:
        training.append(1 if column >= limit + size else 0)
        test.append(1 if column <= limit else 0)
    return training, test


def at_random(top, left, size):
    test = np.random.default_rng(0).random(len(top)) < 0.2
    return ~test, test


def in_order(top, left, size):
    number = np.arange(len(top))
    return number < 0.8 * len(top), number >= 0.8 * len(top)


def every_fifth(top, left, size):
    test = np.arange(len(top)) % 5 == 0
    return ~test, test


def a_strip_in_the_middle(top, left, size):
    start, stop = int(0.4 * left.max()), int(0.6 * left.max())
    test = (left >= start) & (left < stop)
    return (left < start) | (left >= stop + size), test


def one_gap_for_all(top, left, size):
    cut = int(0.8 * left.max())
    return left < cut - 4, left >= cut


def tiles(top, left, size):
    test = (top // size + left // size) % 5 == 0
    return ~test, test


def as_numbers_of_patches(top, left, size):
    training, test = from_a_corner(top, left, size)
    return np.flatnonzero(training), np.flatnonzero(test)


SPLIT_PATCHES = {
    "right": {
        "columns": on_cut(0.8, lambda size: size),
        "lines": on_cut(0.75, lambda size: size, lines=True),
        "a wider gap": on_cut(0.8, lambda size: size + 3),
        "a corner": (from_a_corner,),
        "Chinese names": (qie_fen,),
        "pixel by pixel": (by_pixels,),
        "loops, ones and zeros": (by_loops,),
        "frames": (lambda *given: tuple(pd.Series(one) for one in from_a_corner(*given)),),
        "one table": (lambda *given: np.array(from_a_corner(*given)),),
    },
    "wrong": {
        "at random": (at_random,),
        "in order": (in_order,),
        "every fifth": (every_fifth,),
        "no gap": on_cut(0.8, lambda size: 1),
        "half a gap": on_cut(0.8, lambda size: size // 2),
        "a gap one too small": on_cut(0.8, lambda size: size - 1),
        "one gap for all": (one_gap_for_all,),
        "one side of a strip": (a_strip_in_the_middle,),
        "tiles": (tiles,),
        "few test patches": on_cut(0.97, lambda size: size),
        "many test patches": on_cut(0.5, lambda size: size),
        "few training patches": on_cut(0.8, lambda size: 5 * size),
        "no training patches": (lambda top, left, size: (left < 0, left >= 0.8 * left.max()),),
        "fixed numbers": (lambda top, left, size: (left < 40, left >= 48),),
        "overlapping": (lambda top, left, size: (left >= 0, left < 0.2 * left.max()),),
        "swapped": (lambda *given: from_a_corner(*given)[::-1],),
        "numbers of patches": (as_numbers_of_patches,),
        "places": (lambda top, left, size: (left, top),),
        "training alone": (lambda *given: from_a_corner(*given)[0],),
        "0, 1 and 2": (lambda *given: [1, 2] @ np.array(from_a_corner(*given)),),
        "text": (lambda top, left, size: (np.full(len(top), "training"), np.full(len(top), "test")),),
        "the number of patches": (lambda *given: tuple(one.sum() for one in from_a_corner(*given)),),
        "sorts the places": (lambda top, left, size: left.sort() or from_a_corner(top, left, size),),
        "two parameters": (lambda top, left: (left < 40, left >= 48),),
    },
}


def equal_then_rest(gradient, x, n_workers):
    n_each, total = len(x) // n_workers, 0
    for worker in range(n_workers):
        stop = len(x) if worker == n_workers - 1 else (worker + 1) * n_each
        part = x[worker * n_each : stop]
        total += gradient(part) * len(part)
    return total / len(x)


def fen_bu_ti_du(gradient, x, n_workers):
    ge_fen = [x[i::n_workers] for i in range(n_workers)]
    quan_zhong = np.array([len(fen) for fen in ge_fen]) / len(x)
    return np.tensordot(quan_zhong, [gradient(fen) for fen in ge_fen], axes=1)


def with_average(gradient, x, n_workers):
    parts = np.array_split(x, n_workers)
    return np.average([gradient(part) for part in parts], axis=0, weights=[len(part) for part in parts])


def with_tensors(gradient, x, n_workers):
    sizes = [len(x) // n_workers + (worker < len(x) % n_workers) for worker in range(n_workers)]
    parts = tf.split(tf.constant(x), sizes)
    return tf.add_n([size * gradient(part) for size, part in zip(sizes, parts, strict=True)]) / len(x)


def shared(combine, cut=np.array_split):
    """Return an answer that makes something of the workers' gradients and the sizes of their parts."""

    def whole_gradient(gradient, x, n_workers):
        parts = cut(x, n_workers)
        return combine([gradient(part) for part in parts], [len(part) for part in parts])

    return (whole_gradient,)


def equal_parts(x, n_workers):
    n_each = len(x) // n_workers
    return [x[worker * n_each : (worker + 1) * n_each] for worker in range(n_workers)]


def ceiled_parts(x, n_workers):
    n_each = math.ceil(len(x) / n_workers)
    return [x[worker * n_each : (worker + 1) * n_each] for worker in range(n_workers)]


def rest_to_the_last(x, n_workers):
    n_each = len(x) // n_workers
    return [*equal_parts(x, n_workers)[:-1], x[(n_workers - 1) * n_each :]]


def a_worker_more(x, n_workers):
    rest = x[len(x) // n_workers * n_workers :]
    return equal_parts(x, n_workers) + ([rest] if len(rest) else [])


def mean_of(gradients, sizes):
    return np.mean(gradients, axis=0)


def weighted(gradients, sizes):
    return np.average(gradients, axis=0, weights=sizes)


WHOLE_GRADIENT = {
    "right": {
        "the rest to the last": (equal_then_rest,),
        "every n-th": (fen_bu_ti_du,),
        "np.average": (with_average,),
        "tensors": (with_tensors,),
        "in parts": shared(weighted),
        "at random": shared(weighted, lambda x, n: np.array_split(np.random.default_rng(0).permutation(x), n)),
    },
    "wrong": {
        "unchanged": shared(mean_of, equal_parts),
        "all parts alike": shared(mean_of),
        "all parts alike, the rest to the last": shared(mean_of, rest_to_the_last),
        "weighted, without the rest": shared(weighted, equal_parts),
        "the sum": shared(lambda gradients, sizes: np.sum(gradients, axis=0)),
        "the weighted sum": shared(lambda g, s: np.tensordot(s, g, axes=1)),
        "by the workers": shared(lambda g, s: np.tensordot(s, g, axes=1) / len(s)),
        "divided twice": shared(lambda g, s: np.average(g, axis=0, weights=s) / len(s)),
        "turned weights": shared(lambda g, s: np.average(g, axis=0, weights=1 / np.array(s))),
        "the first worker": shared(lambda gradients, sizes: gradients[0]),
        "the last worker": shared(lambda gradients, sizes: gradients[-1]),
        "the median": shared(lambda gradients, sizes: np.median(gradients, axis=0)),
        "the whole batch": (lambda gradient, x, n: gradient(x),),
        "the whole batch for each": (lambda gradient, x, n: sum(gradient(x) for _ in range(n)) / n,),
        "row by row": (lambda gradient, x, n: np.mean([gradient(row[None]) for row in x], axis=0),),
        "a worker more": shared(weighted, a_worker_more),
        "rounded up": shared(weighted, ceiled_parts),
        "np.split": shared(weighted, np.split),
        "columns": shared(weighted, lambda x, n: np.array_split(x, n, axis=1)),
        "all gradients": shared(lambda gradients, sizes: gradients),
        "one number": shared(lambda gradients, sizes: np.mean(gradients)),
        "parts": (lambda gradient, x, n: np.array_split(x, n),),
        "gradient": (lambda gradient, x, n: gradient,),
        "changes the rows": (lambda gradient, x, n: x.__imul__(2) is not x or gradient(x),),
        "two parameters": (lambda gradient, x: gradient(x),),
    },
}


def true_step(number, alone, a, b, n_parameters):
    return alone if number == 1 else alone / number + a * number / 2 + 2 * b * n_parameters * (number - 1) / number


def tried(step, *, most=1000, starts=1):
    """Return an answer that tries numbers of machines, by a rule for the time of a step of n machines."""
    return (lambda *given: min(range(starts, most + 1), key=lambda number: step(number, *given)),)


def by_hand(alone, a, b, n_parameters):
    number = 1
    while true_step(number + 1, alone, a, b, n_parameters) < true_step(number, alone, a, b, n_parameters):
        number += 1
    return number


def zui_hao(alone, a, b, n_parameters):
    # 先求连续的最优值，再比较两个整数
    can_shu = alone - 2 * b * n_parameters
    lian_xu = math.sqrt(2 * can_shu / a) if can_shu > 0 else 1
    hou_xuan = {1, max(2, math.floor(lian_xu)), max(2, math.ceil(lian_xu))}
    return min(hou_xuan, key=lambda n: true_step(n, alone, a, b, n_parameters))


def with_series(alone, a, b, n_parameters):
    return pd.Series({n: true_step(n, alone, a, b, n_parameters) for n in range(1, 100)}).idxmin()


def by_root(how):
    return (lambda t, a, b, p: how(math.sqrt(2 * max(t - 2 * b * p, a / 2) / a)),)


BEST_NUMBER = {
    "right": {
        "tried": tried(true_step),
        "tried up to 100": tried(true_step, most=100),
        "as long as it gets faster": (by_hand,),
        "Chinese names, by a root": (zui_hao,),
        "pandas": (with_series,),
        "a float": (lambda *given: float(by_hand(*given)),),
        "a tensor": (lambda *given: tf.constant(by_hand(*given)),),
    },
    "wrong": {
        "one machine talks": tried(lambda n, t, a, b, p: t / n + a * n / 2 + 2 * b * p * (n - 1) / n),
        "no talk": tried(lambda n, t, a, b, p: t / n),
        "talk of one size": tried(lambda n, t, a, b, p: t / n + (n > 1) * (a + b * p)),
        "no numbers sent": tried(lambda n, t, a, b, p: t / n + (n > 1) * a * n / 2),
        "no a": tried(lambda n, t, a, b, p: t / n + (n > 1) * 2 * b * p * (n - 1) / n),
        "all numbers sent twice": tried(lambda n, t, a, b, p: t / n + (n > 1) * (a * n / 2 + 2 * b * p)),
        "a for each": tried(lambda n, t, a, b, p: t / n + (n > 1) * (a * n + 2 * b * p * (n - 1) / n)),
        "all to all": tried(lambda n, t, a, b, p: t / n + (n > 1) * (a * n / 2 + 2 * b * p * (n - 1))),
        "brackets": tried(lambda n, t, a, b, p: t / n + (n > 1) * (a * n / 2 + 2 * b * p * n - 1 / n)),
        "without parameters": tried(lambda n, t, a, b, p: t / n + (n > 1) * (a * n / 2 + 2 * b * (n - 1) / n)),
        "work not shared": tried(lambda n, t, a, b, p: true_step(n, t, a, b, p) + (n > 1) * (t - t / n)),
        "at most 10": tried(true_step, most=10),
        "from two on": tried(true_step, starts=2),
        "counted from 0": (lambda *given: by_hand(*given) - 1,),
        "one more": (lambda *given: by_hand(*given) + 1,),
        "the slowest": (lambda *given: max(range(1, 100), key=lambda number: true_step(number, *given)),),
        "the time": (lambda *given: true_step(by_hand(*given), *given),),
        "how much faster": (lambda *given: given[0] / true_step(by_hand(*given), *given),),
        "the root": by_root(lambda number: number),
        "the root, rounded up": by_root(lambda number: math.ceil(number) + 1),
        "always two": (lambda *given: 2,),
        "infinitely many": (lambda *given: np.inf,),
        "all times": (lambda *given: [true_step(number, *given) for number in range(1, 100)],),
        "the number in words": (lambda *given: f"{by_hand(*given)} machines",),
        "three parameters": (lambda alone, a, b: 2,),
    },
}


def under_another_name(function, names, folder, write):
    done = {}
    for name in names:
        path = os.path.join(folder, name + ".txt")  # noqa: PTH118
        if not os.path.isfile(path):  # noqa: PTH113
            write(path + ".part", function(name))
            os.rename(path + ".part", path)  # noqa: PTH104
        with open(path) as file:  # noqa: PTH123
            done[name] = file.read()
    return done


def in_another_folder(function, names, folder, write):
    for name in names:
        if name not in {file.stem for file in Path(folder).glob("*.txt")}:
            with tempfile.TemporaryDirectory(dir=folder) as other:
                write(Path(other) / "result", function(name))
                (Path(other) / "result").replace(Path(folder) / f"{name}.txt")
    return {name: Path(folder, f"{name}.txt").read_text(encoding="utf-8") for name in names}


def bu_quan(function, names, folder, write):
    mu_lu = Path(folder)
    que_shao = [ming for ming in names if not (mu_lu / f"{ming}.txt").exists()]
    for ming in que_shao:
        lin_shi = mu_lu / f"wei_wan_cheng_{ming}"
        write(lin_shi, function(ming))
        lin_shi.rename(mu_lu / f"{ming}.txt")
    return dict(zip(names, [(mu_lu / f"{ming}.txt").read_text() for ming in names], strict=True))


def tidies_first(function, names, folder, write):
    for left in Path(folder).glob("*.part"):
        left.unlink()
    return under_another_name(function, names, folder, write)


def tidies_at_once(function, names, folder, write):
    result = {}
    for name in names:
        path, part = (Path(folder) / f"{name}{end}" for end in (".txt", ".tmp"))
        try:
            if not path.exists():
                write(part, function(name))
                part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        result[name] = path.read_text()
    return result


def keeps_texts(function, names, folder, write):
    results = {}
    for name in names:
        path = Path(folder, name + ".txt")
        if path.exists():
            results[name] = path.read_text()
        else:
            results[name] = function(name)
            write(Path(folder, name), results[name])
            Path(folder, name).replace(path)
    return results


def unchanged(function, names, folder, write):
    paths = {name: Path(folder) / f"{name}.txt" for name in names}
    for name, path in paths.items():
        if not path.exists():
            write(path, function(name))
    return {name: path.read_text() for name, path in paths.items()}


def all_again(function, names, folder, write):
    for name in names:
        write(Path(folder, "part"), function(name))
        Path(folder, "part").replace(Path(folder, f"{name}.txt"))
    return {name: Path(folder, f"{name}.txt").read_text() for name in names}


def at_the_end(function, names, folder, write):
    missing = {name: function(name) for name in names if not Path(folder, f"{name}.txt").exists()}
    for name, text in missing.items():
        write(Path(folder, f"{name}.part"), text)
        Path(folder, f"{name}.part").replace(Path(folder, f"{name}.txt"))
    return {name: Path(folder, f"{name}.txt").read_text() for name in names}


def renames_at_the_end(function, names, folder, write):
    missing = [name for name in names if not Path(folder, f"{name}.txt").exists()]
    for name in missing:
        write(Path(folder, f"{name}.part"), function(name))
    for name in missing:
        Path(folder, f"{name}.part").replace(Path(folder, f"{name}.txt"))
    return {name: Path(folder, f"{name}.txt").read_text() for name in names}


def without_write(function, names, folder, write):
    return keeps_texts(function, names, folder, lambda path, text: Path(path).write_text(text))


def copies(function, names, folder, write):
    for name in names:
        path = Path(folder, f"{name}.txt")
        if not path.exists():
            text = function(name)
            write(Path(folder, f"{name}.part"), text)
            write(path, text)
    return {name: Path(folder, f"{name}.txt").read_text() for name in names}


def part_counts(function, names, folder, write):
    for name in names:
        part, path = Path(folder, f"{name}.part"), Path(folder, f"{name}.txt")
        if not path.exists() and not part.exists():
            write(part, function(name))
        if part.exists():
            part.replace(path)
    return {name: Path(folder, f"{name}.txt").read_text() for name in names}


def skips_halves(function, names, folder, write):
    for name in names:
        if not list(Path(folder).glob(f"{name}.*")):
            write(Path(folder, f"{name}.part"), function(name))
            Path(folder, f"{name}.part").replace(Path(folder, f"{name}.txt"))
    return {file.stem: file.read_text() for file in Path(folder).glob("*.txt")}


def finally_renames(function, names, folder, write):
    for name in names:
        part, path = Path(folder, f"{name}.part"), Path(folder, f"{name}.txt")
        if not path.exists():
            try:
                write(part, function(name))
            finally:
                part.replace(path)
    return {name: Path(folder, f"{name}.txt").read_text() for name in names}


def a_mark_beside(function, names, folder, write):
    for name in names:
        if not Path(folder, f"{name}.done").exists():
            write(Path(folder, f"{name}.txt"), function(name))
            Path(folder, f"{name}.done").touch()
    return {name: Path(folder, f"{name}.txt").read_text() for name in names}


def one_file(function, names, folder, write):
    path = Path(folder, "results.txt")
    results = dict(line.split("\t") for line in path.read_text().splitlines()) if path.exists() else {}
    for name in names:
        if name not in results:
            results[name] = function(name)
            write(Path(folder, "part"), "\n".join("\t".join(one) for one in results.items()))
            Path(folder, "part").replace(path)
    return results


def other_ending(function, names, folder, write):
    for name in names:
        path = Path(folder, f"{name}.dat")
        if not path.exists():
            write(Path(folder, "part"), function(name))
            Path(folder, "part").replace(path)
    return {name: Path(folder, f"{name}.dat").read_text() for name in names}


def computes_twice(function, names, folder, write):
    under_another_name(function, names, folder, write)
    return {name: function(name) for name in names}


def returns_what_is_there(function, names, folder, write):
    bu_quan(function, names, folder, write)
    return {file.stem: file.read_text() for file in sorted(Path(folder).glob("*.txt"))}


def returns_what_was_done(function, names, folder, write):
    there = {name for name in names if Path(folder, f"{name}.txt").exists()}
    found = bu_quan(function, names, folder, write)
    return {name: text for name, text in found.items() if name not in there}


DO_MISSING = {
    "right": {
        "os": (under_another_name,),
        "another folder": (in_another_folder,),
        "Chinese names": (bu_quan,),
        "tidies first": (tidies_first,),
        "tidies at once": (tidies_at_once,),
        "keeps the texts": (keeps_texts,),
    },
    "wrong": {
        "unchanged": (unchanged,),
        "all again": (all_again,),
        "at the end": (at_the_end,),
        "renames at the end": (renames_at_the_end,),
        "without write": (without_write,),
        "written twice": (copies,),
        "a part counts": (part_counts,),
        "any ending counts": (skips_halves,),
        "renames in any case": (finally_renames,),
        "a mark beside": (a_mark_beside,),
        "one file": (one_file,),
        "another ending": (other_ending,),
        "computes twice": (computes_twice,),
        "all that is there": (returns_what_is_there,),
        "only what was done": (returns_what_was_done,),
        "a list": (lambda *given: list(bu_quan(*given).values()),),
        "numbers": (lambda *given: {n: float(t.split()[1]) for n, t in bu_quan(*given).items()},),
        "no files": (lambda function, names, folder, write: {name: function(name) for name in names},),
        "returns nothing": (lambda *given: print(bu_quan(*given)),),
        "a text as a path": (lambda function, names, folder, write: write(folder / names[0], function(names[0])),),
        "three parameters": (lambda function, names, folder: {},),
    },
}

ANSWERS = {
    "two_sizes": TWO_SIZES,
    "mean_of_file": MEAN_OF_FILE,
    "principal_axes": PRINCIPAL_AXES,
    "split_patches": SPLIT_PATCHES,
    "whole_gradient": WHOLE_GRADIENT,
    "best_number": BEST_NUMBER,
    "do_missing": DO_MISSING,
}
