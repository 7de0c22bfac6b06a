"""How many anomalies and how many normal samples lie above a threshold."""

import numpy as np
from sklearn.metrics import roc_curve as points_of_roc

__all__ = ["alarm_rates", "roc_points"]


def alarm_rates(normal, anomalous, threshold):
    """Return the share of false alarms and the share of anomalies found: of the scores that lie above a threshold.

    Parameters
    ----------
    normal, anomalous : array-like, shape (n_samples,)
    threshold : float

    Returns
    -------
    false_alarm_rate, hit_rate : float
    """
    return float(np.mean(np.asarray(normal) > threshold)), float(np.mean(np.asarray(anomalous) > threshold))


def roc_points(normal, anomalous):
    """Return the false alarm rate and the hit rate at each threshold that makes a difference, from none to all.

    Parameters
    ----------
    normal, anomalous : array-like, shape (n_samples,)

    Returns
    -------
    false_alarm_rates, hit_rates : ndarray of float64, shape (n_points,)
    """
    is_anomaly = np.repeat([0, 1], [len(normal), len(anomalous)])
    return points_of_roc(is_anomaly, np.concatenate([normal, anomalous]))[:2]
