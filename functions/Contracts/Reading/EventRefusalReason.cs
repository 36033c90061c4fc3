namespace XbFunctions.Contracts;

/// <summary>Why an event is refused. Values are stable: they are metric tags and stand in dead letters.</summary>
public enum EventRefusalReason
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>The body is longer than <see cref="EventLimits.BodyBytes"/>.</summary>
    BodyTooLarge,

    /// <summary>The body is no JSON text, or not valid UTF-8.</summary>
    NotJson,

    /// <summary>The body is JSON, but its root is no object.</summary>
    NotAnObject,

    /// <summary>Neither the body nor the message says a type that this reader knows.</summary>
    UnknownType,

    /// <summary>The type in the body is not the type in the message's properties.</summary>
    TypeMismatch,

    /// <summary>A required member is missing.</summary>
    MissingMember,

    /// <summary>A member that has a meaning stands twice in one object.</summary>
    DuplicateMember,

    /// <summary>A member has another JSON type than its schema says.</summary>
    WrongType,

    /// <summary>An identifier is empty, too long, or holds a control character.</summary>
    BadIdentifier,

    /// <summary>A free text is empty, too long, or holds a control character.</summary>
    BadText,

    /// <summary>An amount or price is below zero.</summary>
    NegativeAmount,

    /// <summary>An amount has more decimals than its currency.</summary>
    TooManyDecimals,

    /// <summary>An amount is above <see cref="Money.MaxMinor"/> minor units.</summary>
    AmountTooLarge,

    /// <summary>A currency is no ISO 4217 code of three capitals.</summary>
    UnknownCurrency,

    /// <summary>A country is no ISO 3166-1 code of two capitals.</summary>
    UnknownCountry,

    /// <summary>A language is no BCP 47 tag.</summary>
    BadLanguage,

    /// <summary>A time is no RFC 3339 time with offset.</summary>
    BadTime,

    /// <summary>A time is further from now than the limits allow.</summary>
    TimeOutOfRange,

    /// <summary>A payment label is none of the known ones.</summary>
    UnsupportedLabel,

    /// <summary>A count or quantity is outside its range.</summary>
    NumberOutOfRange,

    /// <summary>A list is longer than <see cref="EventLimits.Items"/>.</summary>
    TooManyItems,
}
