using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Read-model rows of one batch of the watch. Reused from batch to batch; not thread-safe.</summary>
internal sealed class WatchRows
{
    /// <summary>Minutes that ended.</summary>
    public ReadModelRows Minutes { get; private set; } = new(FraudMinutes.Definition);

    /// <summary>Hours that changed.</summary>
    public ReadModelRows Hours { get; private set; } = new(FraudHours.Definition);

    /// <summary>Markets whose open hour has changed.</summary>
    public HashSet<CountryCode> Touched { get; } = [];

    /// <summary>Reviews opened or closed.</summary>
    public ReadModelRows Reviews { get; private set; } = new(FraudReviews.Definition);

    /// <summary>Forgets what a batch that failed has left.</summary>
    public void Clear()
    {
        Touched.Clear();
        Minutes = Minutes.Count == 0 ? Minutes : new ReadModelRows(FraudMinutes.Definition);
        Hours = Hours.Count == 0 ? Hours : new ReadModelRows(FraudHours.Definition);
        Reviews = Reviews.Count == 0 ? Reviews : new ReadModelRows(FraudReviews.Definition);
    }

    /// <summary>Hands the rows to a batch.</summary>
    /// <param name="result">The batch.</param>
    public void WriteTo(BatchResult result)
    {
        Minutes.WriteTo(result);
        Hours.WriteTo(result);
        Reviews.WriteTo(result);
    }
}
