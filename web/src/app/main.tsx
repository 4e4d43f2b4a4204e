import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@/lib/look/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from '@/lib/data/supabase';
import { App } from './App';
import { Unreachable } from './Unreachable';

const root = createRoot(document.getElementById('root') ?? document.body.appendChild(document.createElement('div')));

async function start(): Promise<void> {
  try {
    await connect();
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
  } catch (error) {
    root.render(
      <StrictMode>
        <Unreachable error={error} onRetry={() => void start()} />
      </StrictMode>,
    );
  }
}

void start();
