namespace XbFunctions.Capabilities.Fraud;

/// <summary>What labels have said of a payment. Stored as 16 bits.</summary>
[Flags]
public enum PaymentMarks
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Charged back or confirmed as fraud.</summary>
    Fraud = 1,

    /// <summary>Returned.</summary>
    Returned = 2,
}
