namespace XbFunctions.Contracts;

/// <summary>Upper bounds of what is read from an event.</summary>
public static class EventLimits
{
    /// <summary>Longest body, in bytes: what one partition's batch can still hold many of.</summary>
    public const int BodyBytes = 256 * 1024;

    /// <summary>Most entries of a list in an event: wholesale invoices of a thousand lines occur.</summary>
    public const int Items = 2_000;

    /// <summary>Largest quantity of one line.</summary>
    public const int Quantity = 1_000_000;

    /// <summary>Largest count or position, such as the results of a search.</summary>
    public const int Count = 1_000_000_000;

    /// <summary>Longest search text, in UTF-16 units.</summary>
    public const int QueryLength = 512;

    /// <summary>Most decimals of a unit price; bulk goods have prices below the smallest coin.</summary>
    public const int UnitPriceDecimals = 6;

    /// <summary>Largest unit price, 10^12 major units of any currency, in millionths.</summary>
    public const long UnitPriceMillionths = 1_000_000_000_000_000_000;
}
