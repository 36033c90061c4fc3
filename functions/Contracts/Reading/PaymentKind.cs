namespace XbFunctions.Contracts;

/// <summary>The event types of hub <c>payments</c>.</summary>
public enum PaymentKind
{
    /// <summary>Nothing was read.</summary>
    None,

    /// <summary><see cref="PaymentAuthorised"/>.</summary>
    Authorised,

    /// <summary><see cref="PaymentLabelled"/>.</summary>
    Labelled,
}
