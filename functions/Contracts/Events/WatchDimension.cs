using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>What decisions are grouped by to find surges. The numbers are part of journals.</summary>
[JsonConverter(typeof(EventEnumConverter<WatchDimension>))]
public enum WatchDimension
{
    /// <summary>The storefront.</summary>
    Market = 1,

    /// <summary>Issuer country and delivery country together.</summary>
    Corridor = 2,

    /// <summary>Country of the instrument's issuer.</summary>
    Issuer = 3,

    /// <summary>The seller.</summary>
    Seller = 4,

    /// <summary>The device: accounts and instruments that share one are a cluster.</summary>
    Device = 5,

    /// <summary>The instrument: accounts that share one are a cluster.</summary>
    Instrument = 6,

    /// <summary>The delivery address: accounts that share one are a cluster.</summary>
    Address = 7,
}
