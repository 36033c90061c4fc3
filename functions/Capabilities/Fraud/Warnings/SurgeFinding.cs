namespace XbFunctions.Capabilities.Fraud;

/// <summary>A group whose hits cannot be chance.</summary>
/// <param name="Key">The group.</param>
/// <param name="WindowMinutes">Length of the window.</param>
/// <param name="Attempts">Its attempts in the window.</param>
/// <param name="Observed">Its hits in the window.</param>
/// <param name="Expected">Hits that are usual.</param>
/// <param name="PValue">Probability of as many or more by chance.</param>
public readonly record struct SurgeFinding(WatchKey Key, int WindowMinutes, int Attempts, int Observed, double Expected, double PValue);
