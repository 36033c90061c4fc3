using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Log lines of stock plans: event ids 6060 to 6069.</summary>
internal static partial class InventoryLog
{
    [LoggerMessage(6060, LogLevel.Warning, "No plan is made of a product in {Market}: {Field}. {Detail}")]
    internal static partial void NoPlan(this ILogger logger, string market, string field, string detail);
}
