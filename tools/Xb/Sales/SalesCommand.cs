using System.CommandLine;

namespace XbFunctions.Xb.Sales;

/// <summary><c>xb sales</c>: the daily sales.</summary>
internal static class SalesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("sales", "Work on the daily sales that forecasts are made from.")
    {
        ImportSalesCommand.Create(),
    };
}
