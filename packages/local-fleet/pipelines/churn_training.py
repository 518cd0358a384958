"""Trains a model that predicts which customers of a phone company leave.

Compile it with `python churn_training.py` and the kfp SDK 2.17.0: it writes churn_training.yaml beside itself.
"""

from pathlib import Path

from kfp import compiler, dsl

IMAGE = "python:3.12-slim"


@dsl.component(base_image=IMAGE)
def prepare(customers: int, seed: int, training: dsl.Output[dsl.Dataset], holdout: dsl.Output[dsl.Dataset]):
    """Makes customers with a known reason to leave, and splits them four to one."""
    import csv
    import math
    import random

    generator = random.Random(seed)
    fields = ["tenure_months", "monthly_charge", "support_calls", "churned"]

    def customer():
        tenure = generator.randint(1, 72)
        charge = round(generator.uniform(20, 120), 2)
        calls = min(int(generator.expovariate(0.7)), 9)
        score = -0.3 - 0.05 * tenure + 0.02 * charge + 0.6 * calls
        churned = generator.random() < 1 / (1 + math.exp(-score))
        return [tenure, charge, calls, int(churned)]

    rows = [customer() for _ in range(customers)]
    split = customers * 4 // 5
    for artifact, part in ((training, rows[:split]), (holdout, rows[split:])):
        with open(artifact.path, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(fields)
            writer.writerows(part)
        artifact.metadata["rows"] = len(part)
        print(f"{artifact.name}: {len(part)} customers, {sum(row[3] for row in part)} of them left")


@dsl.component(base_image=IMAGE)
def train(training: dsl.Input[dsl.Dataset], epochs: int, learning_rate: float, model: dsl.Output[dsl.Model]):
    """Fits a logistic regression by gradient descent. It runs on a GPU node when the submission asks for one."""
    import csv
    import json
    import math

    with open(training.path, newline="") as file:
        rows = [[float(value) for value in row] for row in list(csv.reader(file))[1:]]
    scales = [72.0, 120.0, 9.0]
    samples = [([value / scale for value, scale in zip(row, scales)], row[3]) for row in rows]
    weights, bias = [0.0] * len(scales), 0.0
    for epoch in range(1, epochs + 1):
        gradient, bias_gradient, loss = [0.0] * len(scales), 0.0, 0.0
        for features, label in samples:
            logit = bias + sum(weight * value for weight, value in zip(weights, features))
            prediction = 1 / (1 + math.exp(-logit))
            loss -= math.log(max(prediction if label else 1 - prediction, 1e-12))
            error = prediction - label
            gradient = [g + error * value for g, value in zip(gradient, features)]
            bias_gradient += error
        step = learning_rate / len(samples)
        weights = [weight - step * g for weight, g in zip(weights, gradient)]
        bias -= step * bias_gradient
        if epoch == 1 or epoch % max(epochs // 5, 1) == 0:
            print(f"epoch {epoch}/{epochs}: loss {loss / len(samples):.4f}")
    with open(model.path, "w") as file:
        json.dump({"weights": weights, "bias": bias, "scales": scales}, file)
    model.metadata["framework"] = "none"


@dsl.component(base_image=IMAGE)
def evaluate(model: dsl.Input[dsl.Model], holdout: dsl.Input[dsl.Dataset], metrics: dsl.Output[dsl.Metrics]) -> float:
    """Counts how often the model is right about customers that it has not seen."""
    import csv
    import json
    import math

    with open(model.path) as file:
        fitted = json.load(file)
    with open(holdout.path, newline="") as file:
        rows = [[float(value) for value in row] for row in list(csv.reader(file))[1:]]

    def churns(row):
        terms = zip(fitted["weights"], row, fitted["scales"])
        logit = fitted["bias"] + sum(weight * value / scale for weight, value, scale in terms)
        return 1 / (1 + math.exp(-logit)) >= 0.5

    guesses = [(churns(row), bool(row[3])) for row in rows]
    accuracy = sum(guess == truth for guess, truth in guesses) / len(guesses)
    found = sum(guess and truth for guess, truth in guesses)
    recall = found / max(sum(truth for _, truth in guesses), 1)
    metrics.log_metric("accuracy", round(accuracy, 4))
    metrics.log_metric("recall", round(recall, 4))
    print(f"accuracy {accuracy:.4f}, recall {recall:.4f} on {len(rows)} customers")
    return accuracy


@dsl.pipeline(name="churn-training", description="Predicts which customers leave")
def churn_training(customers: int = 2000, seed: int = 7, epochs: int = 40, learning_rate: float = 2.0) -> float:
    prepared = prepare(customers=customers, seed=seed)
    trained = train(training=prepared.outputs["training"], epochs=epochs, learning_rate=learning_rate)
    evaluated = evaluate(model=trained.outputs["model"], holdout=prepared.outputs["holdout"])
    return evaluated.outputs["Output"]


if __name__ == "__main__":
    compiler.Compiler().compile(churn_training, str(Path(__file__).with_suffix(".yaml")))
