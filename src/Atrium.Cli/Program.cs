Console.WriteLine("atrium");
