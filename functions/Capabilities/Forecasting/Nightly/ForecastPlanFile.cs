namespace XbFunctions.Capabilities.Forecasting;

/// <summary>The plan of a run, written market by market before its first part.</summary>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Champion">The champion that all its parts are judged against.</param>
/// <param name="Markets">Its markets; those without a sale are left out.</param>
/// <param name="Unread">Codes of the markets whose sales are still to be looked at; the plan is whole when it is empty.</param>
/// <param name="Horizon">Days ahead, of every part.</param>
/// <param name="HistoryDays">Days learnt from, of every part.</param>
public sealed record ForecastPlanFile(
    DateTimeOffset StartedAt,
    ForecastChampion Champion,
    IReadOnlyList<MarketPlan> Markets,
    IReadOnlyList<string> Unread,
    int Horizon,
    int HistoryDays);
