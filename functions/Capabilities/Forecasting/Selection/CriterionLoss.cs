namespace XbFunctions.Capabilities.Forecasting;

/// <summary>The loss of single cells under a criterion, such that sums over cells rank as the criterion does.</summary>
internal sealed class CriterionLoss
{
    private readonly ForecastCriterion _criterion;
    private readonly double _percentageUnit = 1;
    private readonly double _scaledUnit = 1;

    /// <summary>Measures what naive would lose, the unit of both halves of OWA.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="origins">Origins of the backtest, naive first among their candidates.</param>
    /// <param name="horizon">Steps ahead.</param>
    public CriterionLoss(ForecastCriterion criterion, IReadOnlyList<OriginForecasts> origins, int horizon)
    {
        _criterion = criterion;
        if (criterion != ForecastCriterion.Owa)
        {
            return;
        }

        var (percentages, scaled, count) = (0.0, 0.0, 0);
        foreach (var origin in origins)
        {
            for (var cell = 0; cell < origin.Actual.Length; cell++)
            {
                if (!double.IsNaN(origin.Actual[cell]) && origin.Scale[cell / horizon] > 0)
                {
                    percentages += ForecastMetrics.Smape(origin.Actual[cell], origin.Candidates[0][cell]);
                    scaled += Math.Abs(origin.Actual[cell] - origin.Candidates[0][cell]) / origin.Scale[cell / horizon];
                    count++;
                }
            }
        }

        _percentageUnit = percentages > 0 ? percentages / count : 1;
        _scaledUnit = scaled > 0 ? scaled / count : 1;
    }

    /// <summary>Loss of one cell, 0 or more.</summary>
    /// <param name="actual">What came, not NaN.</param>
    /// <param name="forecast">What was forecast.</param>
    /// <param name="weight">Weight of the cell.</param>
    /// <param name="scale">MASE's scale of the series.</param>
    public double Of(double actual, double forecast, double weight, double scale) => _criterion switch
    {
        ForecastCriterion.Smape => ForecastMetrics.Smape(actual, forecast),
        ForecastCriterion.AbsoluteError => weight * Math.Abs(actual - forecast),
        ForecastCriterion.SquaredError => weight * (actual - forecast) * (actual - forecast),
        _ => (ForecastMetrics.Smape(actual, forecast) / _percentageUnit / 2)
            + (scale > 0 ? Math.Abs(actual - forecast) / scale / _scaledUnit / 2 : 0),
    };
}
