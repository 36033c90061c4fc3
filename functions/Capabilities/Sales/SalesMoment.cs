namespace XbFunctions.Capabilities.Sales;

/// <summary>Where and when something is counted.</summary>
/// <param name="Sequence">Sequence number of the event.</param>
/// <param name="Payment">Hash of the payment's id.</param>
/// <param name="Day">Day of the market's calendar.</param>
internal readonly record struct SalesMoment(long Sequence, ulong Payment, DateOnly Day)
{
    /// <summary>The day's first moment in UTC, in milliseconds since the Unix epoch: the stream's clock for what is idle.</summary>
    public long DayMs => (long)(Day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400_000;
}
