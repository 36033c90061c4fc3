namespace XbFunctions.Capabilities.Forecasting;

/// <summary>One forecast of a backtest and what came.</summary>
/// <param name="Forecast">The forecast.</param>
/// <param name="Actual">What came.</param>
/// <param name="Step">Steps ahead, from 0.</param>
/// <param name="History">Movement of the history.</param>
/// <param name="Unit">What its loss is divided by: 1 where losses are in units, else MASE's scale.</param>
internal readonly record struct ErrorCell(double Forecast, double Actual, int Step, HistorySpread History, double Unit)
{
    /// <summary>All cells of a backtest where something came.</summary>
    public static List<ErrorCell> Collect(ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, IReadOnlyList<double[]> forecasts)
    {
        var isInUnits = panel.Criterion is ForecastCriterion.AbsoluteError or ForecastCriterion.SquaredError;
        var cells = new List<ErrorCell>();
        for (var o = 0; o < origins.Count; o++)
        {
            var origin = origins[o];
            var histories = Array.ConvertAll(origin.Histories, HistorySpread.Of);
            for (var cell = 0; cell < forecasts[o].Length; cell++)
            {
                var series = cell / panel.Horizon;
                if (!double.IsNaN(origin.Actual[cell]))
                {
                    var unit = isInUnits ? 1 : Math.Max(origin.Scale[series], 1e-9);
                    cells.Add(new ErrorCell(forecasts[o][cell], origin.Actual[cell], cell % panel.Horizon, histories[series].At(origin, cell), unit));
                }
            }
        }

        return cells;
    }
}
