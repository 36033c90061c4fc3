using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>Metrics of one forecaster over one or several cases.</summary>
/// <param name="name">The forecaster.</param>
internal sealed class ForecastScores(string name)
{
    private readonly ForecastCellSums _sums = new();

    /// <summary>The forecaster.</summary>
    public string Name => name;

    /// <summary>Mean over series of the mean over steps, in per cent.</summary>
    public double Smape { get; private set; }

    /// <summary>Mean over series that have a scale.</summary>
    public double Mase { get; private set; }

    /// <summary>Sum of absolute errors against the sum of values.</summary>
    public double Wape => _sums.Absolute / _sums.Actual;

    /// <summary>Absolute error weighted by the cells' weights.</summary>
    public double Wmae => _sums.WeightedAbsolute / _sums.Weight;

    /// <summary>Root of the mean squared error.</summary>
    public double Rmse => Math.Sqrt(_sums.Squares / _sums.Cells);

    /// <summary>Pinball loss of the 0.9 quantile; NaN without quantiles.</summary>
    public double Pinball90 => _sums.Pinball / _sums.Cells;

    /// <summary>Share of values within the 80 % interval.</summary>
    public double Coverage80 => _sums.Within80 / _sums.Cells;

    /// <summary>Share of values within the 95 % interval.</summary>
    public double Coverage95 => _sums.Within95 / _sums.Cells;

    /// <summary>Measures forecasts.</summary>
    /// <param name="cases">Each with its truth, its forecasts and (where there are some) its quantiles.</param>
    /// <param name="name">The forecaster.</param>
    public static ForecastScores Of(string name, IEnumerable<(ForecastCase Case, double[] Forecasts, double[][]? Quantiles)> cases)
    {
        var scores = new ForecastScores(name);
        var (smape, series, mase, scaled) = (0.0, 0, 0.0, 0);
        foreach (var (one, forecasts, quantiles) in cases)
        {
            for (var i = 0; i < one.Panel.Series.Count; i++)
            {
                var (percentage, absolute, steps) = scores.Add(one, i, forecasts, quantiles);
                var history = SeriesCleaner.Clean(one.Panel.Series[i].Values, one.Panel.Seasons.Count == 0 ? 1 : one.Panel.Seasons[^1]);
                var scale = ForecastMetrics.NaiveScale(history, one.Panel.ScaleLag);
                smape += steps > 0 ? percentage / steps : 0;
                series += steps > 0 ? 1 : 0;
                mase += steps > 0 && scale > 0 ? absolute / steps / scale : 0;
                scaled += steps > 0 && scale > 0 ? 1 : 0;
            }
        }

        (scores.Smape, scores.Mase) = (smape / series, mase / scaled);
        return scores;
    }

    private (double Percentage, double Absolute, int Steps) Add(ForecastCase one, int series, double[] forecasts, double[][]? quantiles)
    {
        var (percentage, absolute, steps) = (0.0, 0.0, 0);
        for (var h = 0; h < one.Panel.Horizon; h++)
        {
            var (actual, cell) = (one.Truth![series][h], (series * one.Panel.Horizon) + h);
            if (double.IsNaN(actual))
            {
                continue;
            }

            steps++;
            percentage += ForecastMetrics.Smape(actual, forecasts[cell]);
            absolute += Math.Abs(actual - forecasts[cell]);
            _sums.Add(actual, forecasts[cell], one.WeightOf(series, h));
            _sums.AddQuantiles(actual, cell, quantiles);
        }

        return (percentage, absolute, steps);
    }

    private sealed class ForecastCellSums
    {
        public double Absolute { get; private set; }

        public double Actual { get; private set; }

        public double WeightedAbsolute { get; private set; }

        public double Weight { get; private set; }

        public double Squares { get; private set; }

        public double Pinball { get; private set; }

        public double Within80 { get; private set; }

        public double Within95 { get; private set; }

        public int Cells { get; private set; }

        public void Add(double actual, double forecast, double weight)
        {
            var error = Math.Abs(actual - forecast);
            Absolute += error;
            Actual += actual;
            WeightedAbsolute += weight * error;
            Weight += weight;
            Squares += error * error;
            Cells++;
        }

        public void AddQuantiles(double actual, int cell, double[][]? quantiles)
        {
            if (quantiles is null)
            {
                (Pinball, Within80, Within95) = (double.NaN, double.NaN, double.NaN);
                return;
            }

            Pinball += ForecastMetrics.Pinball(actual, quantiles[2][cell], 0.9);
            Within80 += actual >= quantiles[1][cell] && actual <= quantiles[2][cell] ? 1 : 0;
            Within95 += actual >= quantiles[0][cell] && actual <= quantiles[3][cell] ? 1 : 0;
        }
    }
}
