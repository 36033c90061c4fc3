namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Keeps the stream going past a model that has become slow: after two slow batches in a row the model rests for a while. One slow batch is no
/// sign: a machine that stood still makes one. Thread-safe.
/// </summary>
/// <param name="time">Measures.</param>
internal sealed class ModelBudget(TimeProvider time)
{
    /// <summary>How long the model rests.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private int _slow;
    private long _restsFrom = long.MinValue;

    /// <summary>Whether the model rests.</summary>
    public bool Rests
    {
        get
        {
            var from = Volatile.Read(ref _restsFrom);
            return from != long.MinValue && time.GetElapsedTime(from) < Pause;
        }
    }

    /// <summary>Notes how long a batch waited for the model.</summary>
    /// <param name="elapsed">The time.</param>
    /// <param name="budgetMs">The bound, or null for none.</param>
    /// <returns>True when the model is sent to rest now.</returns>
    public bool Note(TimeSpan elapsed, int? budgetMs)
    {
        if (budgetMs is not { } most || elapsed.TotalMilliseconds <= most)
        {
            Volatile.Write(ref _slow, 0);
            return false;
        }

        if (Interlocked.Increment(ref _slow) < 2)
        {
            return false;
        }

        Volatile.Write(ref _slow, 0);
        Volatile.Write(ref _restsFrom, time.GetTimestamp());
        return true;
    }
}
