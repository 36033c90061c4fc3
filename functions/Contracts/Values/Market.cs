namespace XbFunctions.Contracts;

/// <summary>A storefront of the platform. Events name it by its country code.</summary>
/// <param name="Code">The code in events: the country's.</param>
/// <param name="Currency">The currency that prices are shown and charged in.</param>
/// <param name="Language">The storefront's main language.</param>
/// <param name="TimeZoneId">The IANA id of the time zone that trading days follow.</param>
public sealed record Market(CountryCode Code, CurrencyCode Currency, LanguageTag Language, string TimeZoneId)
{
    /// <summary>The country the storefront serves.</summary>
    public CountryCode Country => Code;
}
