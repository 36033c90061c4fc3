using System.Diagnostics.Metrics;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Metrics of behaviour aggregation, meter <c>XbFunctions.Behaviour</c>.</summary>
public sealed class BehaviourInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "XbFunctions.Behaviour";

    private readonly Counter<long> _clicks;
    private readonly Counter<long> _sessions;
    private readonly Counter<long> _intents;
    private readonly Histogram<double> _batchDuration;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owner of the meter.</param>
    public BehaviourInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _clicks = meter.CreateCounter<long>("behaviour.clicks", "{event}", "Clickstream events, by what became of them.");
        _sessions = meter.CreateCounter<long>("behaviour.sessions.closed", "{session}", "Sessions closed, by whose they were.");
        _intents = meter.CreateCounter<long>("behaviour.intents", "{session}", "Open sessions to score for purchase intent, by what became of it.");
        _batchDuration = meter.CreateHistogram<double>("behaviour.batch.duration", "s", "Time to aggregate a batch, without its commit.");
    }

    /// <summary>Records one batch.</summary>
    /// <param name="counts">Clicks by <c>ClickResult</c>.</param>
    /// <param name="elapsed">Time from the first event to the last output.</param>
    internal void BatchDone(ReadOnlySpan<int> counts, TimeSpan elapsed)
    {
        ReadOnlySpan<string> names = ["taken", "tooLate", "bot", "noSession"];
        for (var index = 0; index < names.Length; index++)
        {
            if (counts[index] > 0)
            {
                _clicks.Add(counts[index], new KeyValuePair<string, object?>("result", names[index]));
            }
        }

        _batchDuration.Record(elapsed.TotalSeconds);
    }

    /// <summary>Counts sessions that were scored.</summary>
    /// <param name="sessions">How many.</param>
    internal void IntentsScored(int sessions) => _intents.Add(sessions, new KeyValuePair<string, object?>("result", "scored"));

    /// <summary>Counts sessions that were not scored.</summary>
    /// <param name="reason">Why: <c>noModel</c> or <c>failed</c>.</param>
    /// <param name="sessions">How many.</param>
    internal void IntentsMissing(string reason, int sessions) => _intents.Add(sessions, new KeyValuePair<string, object?>("result", reason));

    /// <summary>Counts a session that has closed.</summary>
    /// <param name="isBot">Whether it was a bot's.</param>
    internal void SessionClosed(bool isBot) => _sessions.Add(1, new KeyValuePair<string, object?>("visitor", isBot ? "bot" : "person"));
}
