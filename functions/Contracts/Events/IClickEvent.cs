namespace XbFunctions.Contracts;

/// <summary>What every clickstream event has. At least one of customer and visitor is known.</summary>
public interface IClickEvent : IXbEvent
{
    /// <summary>The signed-in customer; null before sign-in.</summary>
    CustomerId? CustomerId { get; }

    /// <summary>The visitor's first-party id; null where consent is missing.</summary>
    AnonymousId? AnonymousId { get; }

    /// <summary>The visit, when the storefront keeps one.</summary>
    SessionId? SessionId { get; }

    /// <summary>The storefront.</summary>
    CountryCode Market { get; }

    /// <summary>The language shown.</summary>
    LanguageTag? Language { get; }

    /// <summary>The device's fingerprint.</summary>
    DeviceId? DeviceId { get; }
}
