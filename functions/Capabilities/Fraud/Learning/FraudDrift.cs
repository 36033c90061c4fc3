using XbFunctions.Inference;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Measures how far scores and features have moved since the model in use was trained.</summary>
public static class FraudDrift
{
    /// <summary>Name of the score among the histograms.</summary>
    public const string ScoreName = "score";

    /// <summary>Measures.</summary>
    /// <param name="manifest">The model in use.</param>
    /// <param name="decisions">Later decisions with features.</param>
    /// <param name="limit">Index from which drift is alarmed.</param>
    /// <returns>The measures, the largest first; a problem in words where there is nothing to compare.</returns>
    public static DriftReport Measure(ModelManifest manifest, IReadOnlyList<ArchivedDecision> decisions, double limit)
    {
        if (manifest.Reference is not { } reference)
        {
            return DriftReport.Nothing(limit, $"The manifest of model {manifest.Version} holds no reference histograms: train it again to measure drift.");
        }

        var comparable = decisions.Where(decision => decision.Features is not null && decision.ModelVersion == manifest.Version).ToList();
        if (comparable.Count == 0)
        {
            return DriftReport.Nothing(limit, $"No decision of these days was scored by model {manifest.Version}.");
        }

        var values = new float[comparable.Count];
        var entries = new List<DriftEntry>(reference.Count);
        foreach (var histogram in reference)
        {
            if (ColumnOf(histogram.Name) is not { } column)
            {
                continue;
            }

            for (var row = 0; row < values.Length; row++)
            {
                values[row] = column < 0 ? comparable[row].ModelScore : comparable[row].Features![column];
            }

            var psi = ReferenceHistograms.Psi(histogram, ReferenceHistograms.Counts(histogram, values));
            entries.Add(new DriftEntry(histogram.Name, psi, psi >= limit));
        }

        entries.Sort(static (left, right) => right.Psi.CompareTo(left.Psi));
        return new DriftReport(comparable.Count, limit, entries, null);
    }

    private static int? ColumnOf(string name)
    {
        if (name == ScoreName)
        {
            return -1;
        }

        for (var column = 0; column < FraudColumns.Width; column++)
        {
            if (FraudColumns.Names[column] == name)
            {
                return column;
            }
        }

        return null;
    }
}
