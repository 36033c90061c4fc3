using System.Diagnostics.Metrics;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Metrics of learning from feedback, meter <c>XbFunctions.Fraud.Learning</c>.</summary>
public sealed class FraudLearningInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "XbFunctions.Fraud.Learning";

    private readonly Counter<long> _runs;
    private readonly Counter<long> _driftAlarms;
    private readonly Counter<long> _fairnessAlarms;
    private readonly Gauge<double> _scoreDrift;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owner of the meter.</param>
    public FraudLearningInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _runs = meter.CreateCounter<long>("fraud.learning.runs", "{run}", "Runs of learning that ended, by what they led to.");
        _driftAlarms = meter.CreateCounter<long>("fraud.drift.alarms", "{value}", "Scores and features found to have drifted.");
        _fairnessAlarms = meter.CreateCounter<long>("fraud.fairness.alarms", "{group}", "Rates of groups found outside the band.");
        _scoreDrift = meter.CreateGauge<double>("fraud.drift.score", "1", "Population stability index of the score on the last day.");
    }

    /// <summary>Records a run.</summary>
    /// <param name="report">Its report.</param>
    public void Ended(LearningReport report)
    {
        _runs.Add(1, new KeyValuePair<string, object?>("action", report.Action.ToString()));
        _driftAlarms.Add(report.Drift.Entries.Count(static entry => entry.Alarm));
        _fairnessAlarms.Add(report.Fairness.Alarms);
        if (report.Drift.Entries.FirstOrDefault(static entry => entry.Name == FraudDrift.ScoreName) is { } score)
        {
            _scoreDrift.Record(score.Psi);
        }
    }
}
