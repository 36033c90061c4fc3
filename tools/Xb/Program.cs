return await XbFunctions.Xb.XbCommandLine.RunAsync(args, Console.Out, Console.Error);
