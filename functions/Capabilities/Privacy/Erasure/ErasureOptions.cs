using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Settings of erasing customers.</summary>
public sealed class ErasureOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Erasure";

    /// <summary>How long the hubs hold events: until then the events that a customer has sent are there, and the receipt says so.</summary>
    /// <value>1 h to 90 days; default 7 days, the longest of <c>infra/bicep/hubs.json</c>.</value>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan HubRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the storage account lets deleted and replaced blobs be fetched back.</summary>
    /// <value>0 to 365 days; default 14 days, as <c>infra/bicep</c> sets it.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan DeletedBlobs { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Time after which a store in which something was found is looked through again; it is done once nothing is found.</summary>
    /// <value>0 to 1 h; default 30 s, longer than a merge of segments takes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which an order that was not carried out whole is sent again.</summary>
    /// <value>1 s to 1 day; default 5 min.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time for which a request of a customer who is erased already, and of whom nothing is known since, is answered with the same receipt.</summary>
    /// <value>0 to 365 days; default 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan SameReceipt { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long the receipt of an erasure that is done can be asked for; it names no one.</summary>
    /// <value>31 days to 10 years; default 1,095 days, for who has to show that it was done.</value>
    [Range(typeof(TimeSpan), "31.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepReceipts { get; set; } = TimeSpan.FromDays(1_095);
}
