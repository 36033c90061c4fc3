namespace XbFunctions.Capabilities.Fraud;

/// <summary>What is known of an archived payment.</summary>
public enum PaymentTruth
{
    /// <summary>No label yet, and too young, or declined: it could have been either.</summary>
    Unknown,

    /// <summary>Cleared, or approved or reviewed and without a label for as long as labels take.</summary>
    Genuine,

    /// <summary>Charged back or confirmed as fraud.</summary>
    Fraud,
}
