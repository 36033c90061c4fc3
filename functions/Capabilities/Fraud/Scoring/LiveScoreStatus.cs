namespace XbFunctions.Capabilities.Fraud;

/// <summary>What became of a payment that was to be scored at once.</summary>
public enum LiveScoreStatus
{
    /// <summary>The state of its partition is not loaded yet.</summary>
    Loading,

    /// <summary>It is no payment, or not one that can be scored.</summary>
    Refused,

    /// <summary>It was scored.</summary>
    Decided,
}
