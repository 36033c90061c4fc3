using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>Everything that is known when somebody pays, genuine or not.</summary>
internal sealed record Checkout
{
    public required Storefront Storefront { get; init; }

    public required CustomerId Customer { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required string Method { get; init; }

    public required DeviceId Device { get; init; }

    public required LanguageTag Language { get; init; }

    public required CountryCode Billing { get; init; }

    public required CountryCode Shipping { get; init; }

    public required ShippingAddressId Address { get; init; }

    public required CountryCode Network { get; init; }

    public required CountryCode Issuer { get; init; }

    public required FraudScenario Scenario { get; init; }
}
