using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>What a payment turned out to be.</summary>
[JsonConverter(typeof(EventEnumConverter<PaymentLabel>))]
public enum PaymentLabel
{
    /// <summary>The card holder disputed it.</summary>
    Chargeback,

    /// <summary>An analyst or the issuer confirmed fraud.</summary>
    ConfirmedFraud,

    /// <summary>An analyst cleared it, or the dispute period ended.</summary>
    Cleared,

    /// <summary>The goods came back; says nothing about fraud.</summary>
    Returned,
}
