namespace XbFunctions.Capabilities.Fraud;

/// <summary>Why an analyst's label was not taken.</summary>
public enum LabelRefusal
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>No decision is known for the payment.</summary>
    UnknownPayment,

    /// <summary>The idempotency key was used for another label or note.</summary>
    OtherRequest,
}
