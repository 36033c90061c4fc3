namespace XbFunctions.Capabilities.Fraud;

/// <summary>Warnings as scoring looks at them.</summary>
public interface IFraudWarnings
{
    /// <summary>The warnings in force; null when there are none, which is nearly always. Taken once a batch.</summary>
    WarningMatcher? Current { get; }
}
