namespace XbFunctions.Contracts;

/// <summary>Places clickstream events.</summary>
internal static class ClickKeys
{
    /// <summary>The customer's id, else the visitor's; empty when the event names neither, which readers refuse.</summary>
    public static string PartitionKey(IClickEvent click) => click.CustomerId?.Value ?? click.AnonymousId?.Value ?? "";
}
