using Spectre.Console;

AnsiConsole.WriteLine("IncidentAgent");
