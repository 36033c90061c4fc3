namespace XbFunctions.Contracts;

/// <summary>Why an event was refused, and at which member. The default value is "not refused".</summary>
/// <param name="Reason">The reason; <see cref="EventRefusalReason.None"/> when the event was taken.</param>
/// <param name="Member">The member's name, such as <c>amount</c> or <c>items[].sku</c>; null when the whole body is meant.</param>
public readonly record struct EventRefusal(EventRefusalReason Reason, string? Member = null)
{
    /// <summary>Says whether there is a refusal at all.</summary>
    public bool IsRefused => Reason != EventRefusalReason.None;

    /// <summary>One sentence for people; holds the member's name, never its value.</summary>
    /// <returns>A sentence with a full stop.</returns>
    public override string ToString() => Reason switch
    {
        EventRefusalReason.None => "The event was not refused.",
        EventRefusalReason.BodyTooLarge => $"The body is longer than {EventLimits.BodyBytes} bytes.",
        EventRefusalReason.NotJson => "The body is not JSON in valid UTF-8.",
        EventRefusalReason.NotAnObject => "The body is JSON but not an object.",
        EventRefusalReason.UnknownType => "The event type is missing or not one this reader knows.",
        EventRefusalReason.TypeMismatch => "The type in the body is not the type in the message's properties.",
        EventRefusalReason.MissingMember => $"The member '{Member}' is missing.",
        EventRefusalReason.DuplicateMember => $"The member '{Member}' stands more than once.",
        EventRefusalReason.WrongType => $"The member '{Member}' has the wrong JSON type.",
        EventRefusalReason.BadIdentifier =>
            $"The member '{Member}' is not an identifier of 1 to {IdText.MaxLength} characters without control characters.",
        EventRefusalReason.BadText =>
            $"The member '{Member}' is not a text of 1 to {EventLimits.QueryLength} characters without control characters.",
        EventRefusalReason.NegativeAmount => $"The member '{Member}' is below zero.",
        EventRefusalReason.TooManyDecimals => $"The member '{Member}' has more decimals than its currency.",
        EventRefusalReason.AmountTooLarge => $"The member '{Member}' is above {Money.MaxMinor} minor units.",
        EventRefusalReason.UnknownCurrency => $"The member '{Member}' is not an ISO 4217 currency code.",
        EventRefusalReason.UnknownCountry => $"The member '{Member}' is not an ISO 3166-1 alpha-2 country code.",
        EventRefusalReason.BadLanguage => $"The member '{Member}' is not a BCP 47 language tag.",
        EventRefusalReason.BadTime => $"The member '{Member}' is not an RFC 3339 time with an offset.",
        EventRefusalReason.TimeOutOfRange => $"The member '{Member}' is too far from the present.",
        EventRefusalReason.UnsupportedLabel => $"The member '{Member}' is not a known payment label.",
        EventRefusalReason.NumberOutOfRange => $"The member '{Member}' is outside its range.",
        EventRefusalReason.TooManyItems => $"The member '{Member}' has more than {EventLimits.Items} entries.",
        _ => $"The event was refused: {Reason}.",
    };
}
